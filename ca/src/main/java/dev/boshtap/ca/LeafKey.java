package dev.boshtap.ca;

/** What kind of key the leaves have. */
public enum LeafKey {
  /** EC P-256: what every browser of this decade takes, quick to sign with. */
  EC,
  /** RSA of 2048 bits, for clients that know no ECDSA. */
  RSA
}
