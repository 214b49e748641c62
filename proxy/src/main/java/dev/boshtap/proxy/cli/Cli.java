package dev.boshtap.proxy.cli;

import dev.boshtap.ca.truststore.CommandRunner;
import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.ca.truststore.SystemCommandRunner;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.config.Durations;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The command line: from arguments to an exit code, without touching the process it runs in. */
public final class Cli {

  private static final String[] EXIT_CODES = {
    "",
    "Exit codes:",
    "  0  fine",
    "  1  findings present",
    "  2  the command line or the configuration is wrong",
    "  3  cannot be done: port taken, file unreadable, not recorded"
  };

  private final Application application;
  private final InstantSource clock;
  private final Function<Map<String, String>, Machine> machine;
  private final CommandRunner commands;

  /** A command line for these jobs. */
  public Cli(Application application) {
    this(application, InstantSource.system(), Machine::current, new SystemCommandRunner());
  }

  /**
   * @param machine the machine that has such environment variables
   */
  Cli(
      Application application,
      InstantSource clock,
      Function<Map<String, String>, Machine> machine,
      CommandRunner commands) {
    this.application = application;
    this.clock = clock;
    this.machine = machine;
    this.commands = commands;
  }

  @Command(
      name = "boshtap",
      description = "Shows what Finesse desktops and servers say to each other.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {"", "Example: a first look, without a Finesse", "  boshtap demo"})
  private static final class Root {}

  /**
   * Runs a command.
   *
   * @param console where it reads and writes
   * @param environment the environment variables
   * @param arguments the command and its options
   * @return the {@link ExitCode}
   */
  public int run(Console console, Map<String, String> environment, String... arguments) {
    if (Commands.runProxy(arguments)) {
      application.expectProxy();
    }
    Text out = new Text(console.out());
    PrintWriter err = new PrintWriter(new Text(console.err()), true);
    CommandLine line =
        commands(context(console, environment), arguments)
            .setOut(new PrintWriter(out, true))
            .setErr(err)
            .setColorScheme(
                Help.defaultColorScheme(console.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
    int exitCode;
    try {
      // No stream is flushed here: none keeps anything back, and one that takes nothing would keep
      // the end waiting.
      exitCode = line.execute(arguments);
      out.rethrow();
    } catch (UncheckedIOException e) {
      exitCode = Failures.ofOutput(e, err);
    }
    return exitCode;
  }

  /** All commands, with their options and help. */
  CommandLine commands(Console console, Map<String, String> environment) {
    return commands(context(console, environment), new String[0]);
  }

  private Context context(Console console, Map<String, String> environment) {
    return new Context(
        application, console, environment, clock, machine.apply(environment), commands);
  }

  /**
   * Text of picocli's. Java 17 would write it with the platform's character set, not with the
   * stream's; and picocli would show a stream that takes nothing as a fault of its own.
   */
  private static final class Text extends Writer {
    private final PrintStream stream;
    private @Nullable UncheckedIOException failure;

    Text(PrintStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(char[] text, int from, int length) {
      to(() -> stream.print(String.valueOf(text, from, length)));
    }

    @Override
    public void flush() {
      to(stream::flush);
    }

    @Override
    public void close() {
      flush(); // the stream belongs to the console
    }

    private void to(Runnable writing) {
      try {
        writing.run();
      } catch (UncheckedIOException e) {
        failure = e;
      }
    }

    void rethrow() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private static CommandLine commands(Context context, String[] arguments) {
    CommandLine root = new CommandLine(new Root());
    Commands.addTo(root, context, arguments);
    finish(root);
    return root.registerConverter(Duration.class, expecting(Durations::parse))
        .registerConverter(HostPort.class, expecting(HostPort::parse))
        .registerConverter(int.class, expecting(text -> whole(text, Integer::valueOf)))
        .registerConverter(long.class, expecting(text -> whole(text, Long::valueOf)))
        .registerConverter(Long.class, expecting(text -> whole(text, Long::valueOf)))
        .setExecutionExceptionHandler((e, command, parsed) -> Failures.ofExecution(e, command))
        .setParameterExceptionHandler(Failures::ofParsing);
  }

  /** What all commands have alike: --help, --version, and the exit codes below their help. */
  private static void finish(CommandLine command) {
    var spec = command.getCommandSpec();
    if (!(spec.userObject() instanceof HelpCommand)) {
      spec.mixinStandardHelpOptions(true).versionProvider(new Version());
      String[] own = spec.usageMessage().footer();
      String[] all = Arrays.copyOf(own, own.length + EXIT_CODES.length);
      System.arraycopy(EXIT_CODES, 0, all, own.length, EXIT_CODES.length);
      spec.usageMessage().footer(all);
    }
    command.getSubcommands().values().forEach(Cli::finish);
  }

  /** A number, or why there is none in words of no programming language. */
  private static <T> T whole(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"%s\" (expected: a whole number)".formatted(text), e);
    }
  }

  private static <T> ITypeConverter<T> expecting(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
