package dev.boshtap.ca.truststore;

import dev.boshtap.ca.RootCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Roots, machines that are not this one, and a runner that writes down what it was to run. */
final class Fixture {

  private Fixture() {}

  /** A fresh root in a file. */
  static Anchor anchor(Path file) throws IOException {
    RootCa root = RootCa.create("anna@desk-7", InstantSource.system());
    Files.createDirectories(file.getParent());
    Files.writeString(file, root.pem());
    return Anchor.read(file);
  }

  /** A machine whose system folders begin in a folder of the test. */
  static Machine machine(Platform platform, Path root, Map<String, String> environment) {
    return new Machine(platform, root, root.resolve("home/anna"), environment, false);
  }

  static Machine administered(Machine machine) {
    return new Machine(
        machine.platform(), machine.root(), machine.userHome(), machine.environment(), true);
  }

  /** Makes a program that can be found, and not be run. */
  static void addProgram(Machine machine, String path) throws IOException {
    Path program = machine.path(path);
    Files.createDirectories(program.getParent());
    Files.createFile(program);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + ": cannot be made executable");
    }
  }

  /** Runs nothing; answers as it was told, and with success otherwise. */
  static final class Recorder implements CommandRunner {

    private final List<String> lines = new ArrayList<>();
    private final Map<Predicate<String>, Result> answers = new HashMap<>();
    private final Platform platform;

    Recorder(Platform platform) {
      this.platform = platform;
    }

    Recorder answering(Predicate<String> line, int exitCode, String output) {
      answers.put(line, new Result(exitCode, output));
      return this;
    }

    /** What it was to run since it was last asked. */
    List<String> taken() {
      List<String> taken = List.copyOf(lines);
      lines.clear();
      return taken;
    }

    @Override
    public Result run(Command command) {
      String line = command.line(platform);
      lines.add(line);
      return answers.entrySet().stream()
          .filter(answer -> answer.getKey().test(line))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(new Result(0, ""));
    }
  }
}
