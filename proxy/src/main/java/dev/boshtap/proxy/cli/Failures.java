package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.proxy.config.ConfigException;
import dev.boshtap.proxy.config.Similar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one place where an exception becomes a line on standard error and an exit code. A fault of
 * boshtap's own is the only thing that shows a stack trace.
 */
public final class Failures {

  /** What is said of a capture that was neither completed nor is being written. */
  public static final String BROKEN_OFF = "broken off: recording ended without saying so";

  private Failures() {}

  /** For what a command throws. */
  static int ofExecution(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (e instanceof ConfigException) {
      return say(err, e.getMessage(), ExitCode.USAGE);
    }
    if (e instanceof CommandFailure failure) {
      return say(err, failure.getMessage(), failure.exitCode());
    }
    if (e instanceof IOException io) {
      return say(err, line(io), ExitCode.CANNOT);
    }
    if (e instanceof UncheckedIOException unwritten) {
      return ofOutput(unwritten, err);
    }
    say(err, "a fault of boshtap's own; please report what follows", ExitCode.CANNOT);
    e.printStackTrace(err);
    return ExitCode.CANNOT;
  }

  /** For standard output that takes nothing more. Who has closed a pipe knows why. */
  static int ofOutput(UncheckedIOException e, PrintWriter err) {
    String reason = line(e.getCause());
    return reason.contains("Broken pipe")
        ? ExitCode.CANNOT
        : say(err, "standard output: " + reason, ExitCode.CANNOT);
  }

  /** For what cannot be parsed. */
  static int ofParsing(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (e instanceof UnmatchedArgumentException unmatched && isNoCommand(unmatched, command)) {
      return noCommand(unmatched.getUnmatched().get(0), command);
    }
    say(err, e.getMessage().replaceFirst("^Error: ", ""), ExitCode.USAGE);
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
    }
    return ExitCode.USAGE;
  }

  private static boolean isNoCommand(UnmatchedArgumentException e, CommandLine command) {
    return !command.getSubcommands().isEmpty()
        && !e.getUnmatched().isEmpty()
        && !e.getUnmatched().get(0).startsWith("-");
  }

  private static int noCommand(String typed, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    say(command.getErr(), "there is no command `" + name + " " + typed + "`", ExitCode.USAGE);
    command
        .getErr()
        .println(
            Similar.to(typed, command.getSubcommands().keySet())
                .map(meant -> "Did you mean `" + name + " " + meant + "`?")
                .orElse("Try `" + name + " --help`."));
    return ExitCode.USAGE;
  }

  /** A message may quote a file. */
  private static int say(PrintWriter err, String message, int exitCode) {
    err.println(
        "boshtap: " + message.lines().map(Printable::text).collect(Collectors.joining("\n")));
    return exitCode;
  }

  /** Why a file cannot be read, in one line that names it. */
  public static String line(Path file, IOException e) {
    return Printable.text(e instanceof CaptureException ? e.getMessage() : file + ": " + reason(e));
  }

  /** What and why, in one line. */
  static String line(IOException e) {
    return e instanceof FileSystemException said && said.getFile() != null
        ? said.getFile() + ": " + reason(e)
        : reason(e);
  }

  /** The folder that a file would be in, were it there: a file to be written lacks nothing else. */
  private static Optional<Path> missingFolder(NoSuchFileException e) {
    return Optional.ofNullable(e.getFile())
        .map(file -> Path.of(file).getParent())
        .filter(Files::notExists);
  }

  /** Why, without the path. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missingFolder(missing)
          .map(folder -> "there is no folder " + folder)
          .orElse("no such file or folder");
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "is in the way";
    }
    if (e instanceof FileSystemException said && said.getReason() != null) {
      return said.getReason();
    }
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
