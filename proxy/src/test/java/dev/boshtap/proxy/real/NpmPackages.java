package dev.boshtap.proxy.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tests take from npm, as package-lock.json says, installed once per build folder. */
final class NpmPackages {

  private static @Nullable Path installed;

  private NpmPackages() {}

  /** The folder of the packages, installed now if need be. */
  static synchronized Path folder() {
    if (installed == null) {
      try {
        installed = install();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return installed;
  }

  private static Path install() throws IOException {
    Peer.require(Peer.NODE, Peer.NPM);
    Path folder = Files.createDirectories(Path.of("target", "real-input").toAbsolutePath());
    Path mark = folder.resolve("package-lock.json");
    String lock = Prosody.resource("package-lock.json");
    if (Files.isDirectory(folder.resolve("node_modules"))
        && Files.exists(mark)
        && Files.readString(mark).equals(lock)) {
      return folder.resolve("node_modules");
    }
    Files.writeString(folder.resolve("package.json"), Prosody.resource("package.json"));
    Files.writeString(mark, lock);
    Program npm =
        Program.run(
            folder,
            List.of(
                Peer.NPM.program().toString(),
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund"));
    if (npm.awaitExit() != 0) {
      Files.delete(mark);
      throw Peer.missing("npm cannot install what package.json says: " + npm);
    }
    return folder.resolve("node_modules");
  }

  /** A script of ours that uses them, put where it finds them. */
  static synchronized Path script(String name) throws IOException {
    Path script = folder().resolveSibling(name);
    Files.createDirectories(script.getParent());
    return Files.writeString(script, Prosody.resource(name));
  }

  /** What har-validator has to say against a HAR file; nothing when it is valid. */
  static Optional<String> againstHar(Path har) throws IOException {
    return complaints("har-check.cjs", har.toString());
  }

  /** What a page in Chromium is not given as a HAR has it, by Playwright's reader; or nothing. */
  static Optional<String> misreadHar(Path har) throws IOException {
    Peer.require(Peer.CHROMIUM);
    return complaints("har-open.cjs", Peer.CHROMIUM.program().toString(), har.toString());
  }

  private static Optional<String> complaints(String name, String... arguments) throws IOException {
    Path script = Files.createTempFile(folder().getParent(), name, ".cjs");
    try {
      Files.writeString(script, Prosody.resource(name));
      List<String> command = new ArrayList<>(List.of(Peer.NODE.program().toString()));
      command.add(script.toString());
      command.addAll(List.of(arguments));
      Program check = Program.run(folder().getParent(), command);
      return check.awaitExit() == 0 ? Optional.empty() : Optional.of(check.toString());
    } finally {
      Files.delete(script);
    }
  }
}
