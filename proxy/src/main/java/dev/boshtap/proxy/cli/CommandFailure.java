package dev.boshtap.proxy.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with one line for the person who typed it, and an exit code. */
public final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandFailure(int exitCode, String line, @Nullable Throwable cause) {
    super(line, cause);
    this.exitCode = exitCode;
  }

  /** What was asked for cannot be done ({@link ExitCode#CANNOT}). */
  public static CommandFailure cannot(String line) {
    return new CommandFailure(ExitCode.CANNOT, line, null);
  }

  /** What was asked for cannot be done, for this reason ({@link ExitCode#CANNOT}). */
  public static CommandFailure cannot(String line, Throwable cause) {
    return new CommandFailure(ExitCode.CANNOT, line, cause);
  }

  /** What was typed cannot be meant ({@link ExitCode#USAGE}). */
  public static CommandFailure usage(String line) {
    return new CommandFailure(ExitCode.USAGE, line, null);
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
