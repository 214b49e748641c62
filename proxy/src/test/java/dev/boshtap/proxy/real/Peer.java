package dev.boshtap.proxy.real;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A program that is not ours, which a test needs on this machine. */
enum Peer {
  PROSODY,
  ERL,
  EJABBERDCTL,
  CHROMIUM,
  CHROMEDRIVER,
  CERTUTIL,
  FIREFOX,
  NODE,
  NPM,
  MOUNT,
  TSHARK,
  DUMPCAP,
  UNSHARE,
  OPENSSL;

  /** The program's name. */
  private String word() {
    return this == FIREFOX ? "firefox-esr" : name().toLowerCase(Locale.ROOT);
  }

  /** Where it is. */
  Path program() {
    return find().orElseThrow(() -> new IllegalStateException(word() + ": not on the PATH"));
  }

  private Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, word()))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Goes on only where all of these are: elsewhere the test is skipped and says why, in CI it
   * fails.
   */
  static void require(Peer... peers) {
    List<String> missing =
        Arrays.stream(peers).filter(peer -> peer.find().isEmpty()).map(Peer::word).toList();
    if (!missing.isEmpty()) {
      throw missing("not installed: " + String.join(", ", missing));
    }
  }

  /** What to throw where a test cannot run here: a failure in CI, else a skip with its reason. */
  static RuntimeException missing(String why) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(why + " (expected: there, because CI is set)");
    }
    return new TestAbortedException(why);
  }
}
