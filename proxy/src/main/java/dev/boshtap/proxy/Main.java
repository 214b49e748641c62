package dev.boshtap.proxy;

import dev.boshtap.proxy.cli.Application;
import dev.boshtap.proxy.cli.Cli;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.DemoOptions;
import dev.boshtap.proxy.cli.OpenOptions;
import dev.boshtap.proxy.cli.RunOptions;
import dev.boshtap.proxy.config.Config;
import java.util.Map;

/** Where the Java launcher begins. */
public final class Main {

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    System.exit(new Cli(new Unmerged()).run(Console.system(environment), environment, args));
  }

  /** Holds the place of the engine's own application until both are in one tree. */
  private static final class Unmerged implements Application {
    @Override
    public int run(Config config, RunOptions options, Console console) throws CommandFailure {
      throw CommandFailure.cannot("run: not in this build");
    }

    @Override
    public int demo(Config config, DemoOptions options, Console console) throws CommandFailure {
      throw CommandFailure.cannot("demo: not in this build");
    }

    @Override
    public int open(Config config, OpenOptions options, Console console) throws CommandFailure {
      throw CommandFailure.cannot("open: not in this build");
    }
  }
}
