package dev.boshtap.proxy.config;

import java.nio.file.Path;

/** Where a value was found; prints as a person would say it. */
sealed interface Origin {

  /** Written on the command line. */
  record Flag(String name) implements Origin {
    @Override
    public String toString() {
      return name;
    }
  }

  /** An environment variable. */
  record Environment(String variable) implements Origin {
    @Override
    public String toString() {
      return variable;
    }
  }

  /** A line of a configuration file, counted from 1. */
  record Line(Path file, int number) implements Origin {
    @Override
    public String toString() {
      return file + ":" + number;
    }
  }

  /** Built in. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }
}
