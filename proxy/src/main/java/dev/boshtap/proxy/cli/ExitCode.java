package dev.boshtap.proxy.cli;

/** What the process says to the shell when it ends. */
public final class ExitCode {

  /** All went well. */
  public static final int FINE = 0;

  /** A diagnosis found something. */
  public static final int FINDINGS = 1;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  /** It cannot be done: port taken, file unreadable, not recorded. */
  public static final int CANNOT = 3;

  private ExitCode() {}
}
