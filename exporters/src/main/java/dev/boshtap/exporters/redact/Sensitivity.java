package dev.boshtap.exporters.redact;

/** Why something is not to be shown as it is. */
enum Sensitivity {
  /** It may be shown. */
  NONE,
  /**
   * It opens a door: a password, a token, a cookie. Nothing of it is shown, not even its length.
   */
  SECRET,
  /** It tells of a person, or names a live session. Its pseudonym tells its length. */
  PERSONAL
}
