package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Bench;
import dev.boshtap.bench.load.Boshtap;
import dev.boshtap.bench.load.Peer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What rows measure with.
 *
 * @param out where they print what is seen on the way
 * @param bench origin and generator
 * @param boshtap as it is shipped
 * @param peers those that are installed, boshtap too
 * @param jar boshtap's jar
 * @param launcher the packaged program, where it was built
 * @param load how long and how hard
 */
public record Setting(
    PrintStream out,
    Bench bench,
    Boshtap boshtap,
    List<Peer> peers,
    Path jar,
    Optional<Path> launcher,
    Load load) {

  /**
   * How long and how hard.
   *
   * @param rounds measured rounds
   * @param warmup rounds before those
   * @param exchanges polls in a round
   * @param connections connections in a round
   * @param rate polls in a second where the pace is given
   * @param held polls held for the memory of each
   */
  public record Load(
      int rounds, int warmup, int exchanges, int connections, int rate, List<Integer> held) {}

  Optional<Peer> peer(String name) {
    return peers.stream().filter(peer -> peer.name().equals(name)).findFirst();
  }
}
