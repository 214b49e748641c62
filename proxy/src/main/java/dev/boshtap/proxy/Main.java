package dev.boshtap.proxy;

/** Where the Java launcher begins. */
public final class Main {

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {}
}
