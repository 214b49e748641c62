package dev.boshtap.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that can stand between the generator and the origin: boshtap, or what it is held to.
 */
public interface Peer {

  /** How it is called in the tables. */
  String name();

  /** Its version in its own words, or empty when it is not installed. */
  Optional<String> version() throws IOException, InterruptedException;

  /** How many exchanges a round has, of those asked for: slow ones are given fewer. */
  default int exchanges(int asked) {
    return asked;
  }

  /**
   * Starts it; it serves when this returns.
   *
   * @param folder a new folder for all that it writes
   */
  Running start(Path folder, Certificates certificates, int originPort)
      throws IOException, InterruptedException;

  /**
   * A peer that serves.
   *
   * @param process its process
   * @param route the way through it
   * @param recorded what it records of what it forwards
   */
  record Running(Child process, Route route, Recorded recorded) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }
}
