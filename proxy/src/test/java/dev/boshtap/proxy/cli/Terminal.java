package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.proxy.config.Config;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Types commands, and reads what comes back; the application only writes down what it is asked. */
final class Terminal implements Application {

  @Override
  public void expectProxy() {}

  private final Map<String, String> environment = new HashMap<>();
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String typed = "";
  private boolean colour;

  /** What the application was asked, in order. */
  final List<Object> asked = new ArrayList<>();

  @Nullable Config config;
  @Nullable Exception trouble;

  Terminal(Path home) {
    environment.put("BOSHTAP_HOME", home.toString());
  }

  Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Terminal typing(String answer) {
    typed = answer;
    return this;
  }

  Terminal coloured() {
    colour = true;
    return this;
  }

  /** All commands there are. */
  CommandLine commands() {
    return new Cli(this).commands(Console.system(Map.of()), environment);
  }

  /** Runs a command whose arguments have no spaces in them. */
  int type(String line) {
    return run(line.isEmpty() ? new String[0] : line.split(" "));
  }

  int run(String... arguments) {
    out = new ByteArrayOutputStream();
    err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(typed.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            UTF_8,
            colour,
            80);
    return new Cli(this).run(console, environment, arguments);
  }

  String out() {
    return out.toString(UTF_8).replace("\r\n", "\n");
  }

  byte[] outBytes() {
    return out.toByteArray();
  }

  String err() {
    return err.toString(UTF_8).replace("\r\n", "\n");
  }

  @Override
  public int run(Config config, RunOptions options, Console console)
      throws CommandFailure, IOException {
    return note(config, options);
  }

  @Override
  public int browser(Config config, BrowserOptions options, Console console)
      throws CommandFailure, IOException {
    return note(config, options);
  }

  @Override
  public int demo(Config config, DemoOptions options, Console console)
      throws CommandFailure, IOException {
    return note(config, options);
  }

  @Override
  public int redact(Config config, RedactOptions options, Console console) {
    this.config = config;
    asked.add(options);
    return ExitCode.FINE;
  }

  @Override
  public int open(Config config, OpenOptions options, Console console)
      throws CommandFailure, IOException {
    return note(config, options);
  }

  @Override
  public int nodes(Config config, OpenOptions options, Console console)
      throws CommandFailure, IOException {
    return note(config, options);
  }

  @Override
  public int diagnose(Config config, DiagnoseOptions options, Console console)
      throws CommandFailure, IOException {
    return note(config, options);
  }

  @Override
  public int report(Config config, DiagnoseOptions options, Path page, Console console)
      throws CommandFailure, IOException {
    int noted = note(config, options);
    asked.add(page);
    return noted;
  }

  @Override
  public int tail(Config config, TailOptions options, Console console)
      throws CommandFailure, IOException {
    return note(config, options);
  }

  @Override
  public int export(Config settings, ExportOptions options, Console console)
      throws CommandFailure, IOException {
    return note(settings, options);
  }

  private int note(Config given, Object options) throws CommandFailure, IOException {
    config = given;
    asked.add(options);
    if (trouble instanceof CommandFailure failure) {
      throw failure;
    }
    if (trouble instanceof IOException io) {
      throw io;
    }
    if (trouble instanceof RuntimeException fault) {
      throw fault;
    }
    return ExitCode.FINE;
  }
}
