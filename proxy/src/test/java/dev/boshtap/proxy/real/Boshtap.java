package dev.boshtap.proxy.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** boshtap as its user starts it: {@code java -jar boshtap.jar …}. */
final class Boshtap {

  private static final Pattern LISTENING = Pattern.compile("listening on (\\S+:\\d+)");

  /** Among the variables of a process: it is left as its user gets it, redaction too. */
  private static final String BY_DEFAULTS = "by defaults";

  private Boshtap() {}

  /** Starts a command, in a folder, with what it does where nothing is set. */
  static Program startByDefaults(Path folder, List<String> jvmOptions, String... arguments) {
    return start(folder, Map.of(BY_DEFAULTS, ""), jvmOptions, arguments);
  }

  /** Starts a command, in a folder. */
  static Program start(Path folder, List<String> jvmOptions, String... arguments) {
    return start(folder, Map.of(), jvmOptions, arguments);
  }

  /** Starts a command, in a folder, with some variables beside the inherited ones. */
  static Program start(
      Path folder, Map<String, String> variables, List<String> jvmOptions, String... arguments) {
    return start(folder, variables, List.of(), jvmOptions, arguments);
  }

  /** Runs a command to its end, by a user whom permissions bind, as they do not bind root. */
  static Program runAsOrdinaryUser(Path folder, String... arguments) {
    Program program = start(folder, Map.of(), asOrdinaryUser(), List.of(), arguments);
    program.awaitExit();
    return program;
  }

  /** What begins the command line of a program that permissions are to bind. */
  static List<String> asOrdinaryUser() {
    boolean root = System.getProperty("user.name").equals("root");
    return root ? List.of("setpriv", "--inh-caps=-all", "--bounding-set=-all") : List.of();
  }

  private static Program start(
      Path folder,
      Map<String, String> variables,
      List<String> by,
      List<String> jvmOptions,
      String... arguments) {
    List<String> command = new ArrayList<>(signalsAsUsual());
    command.addAll(by);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(jar().toString());
    command.addAll(Arrays.asList(arguments));
    // What was published is held against what is shown: agents and sessions under their own names.
    Map<String, String> environment = new HashMap<>(variables);
    if (environment.remove(BY_DEFAULTS) == null) {
      environment.put("BOSHTAP_OUTPUT_REDACTION", "secrets");
    }
    return Program.start(folder, environment, command);
  }

  /** Runs a command to its end. */
  static Program run(Path folder, String... arguments) {
    Program program = start(folder, List.of(), arguments);
    program.awaitExit();
    return program;
  }

  /** Waits until it listens, and says where. */
  static String awaitListening(Program run) {
    return run.awaitLine(LISTENING).group(1);
  }

  /** The CA that browsers are to trust, as {@code ca export} gives it. */
  static Path exportCa(Path folder, Path home) {
    Path file = folder.resolve("boshtap-ca.pem");
    Program export =
        run(
            folder,
            "ca",
            "export",
            "--home",
            home.toString(),
            "--format",
            "pem",
            "-o",
            file.toString());
    if (export.awaitExit() != 0) {
      throw new AssertionError(export.toString());
    }
    return file;
  }

  /** What begins each of its command lines, for a shell. */
  static String commandLine() {
    return Path.of(System.getProperty("java.home"), "bin", "java") + " -jar " + jar();
  }

  static Path jar() {
    Path jar = Path.of(System.getProperty("boshtap.jar")).toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + ": missing (expected: built by mvn package)");
    }
    return jar;
  }

  /** A build in the background ignores SIGINT, and so would its children, and Ctrl-C be untold. */
  private static List<String> signalsAsUsual() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return linux ? List.of("env", "--default-signal=INT,TERM") : List.of();
  }

  /** Writes a configuration file of these lines. */
  static Path writeConfig(Path folder, String... lines) throws IOException {
    return Files.write(folder.resolve("boshtap.yaml"), Stream.of(lines).toList());
  }
}
