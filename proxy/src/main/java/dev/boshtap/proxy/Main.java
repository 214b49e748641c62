package dev.boshtap.proxy;

import dev.boshtap.proxy.app.BoshtapApplication;
import dev.boshtap.proxy.cli.Cli;
import dev.boshtap.proxy.cli.Console;

/** Where the Java launcher begins. */
public final class Main {

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(
        new Cli(new BoshtapApplication())
            .run(Console.system(System.getenv()), System.getenv(), args));
  }
}
