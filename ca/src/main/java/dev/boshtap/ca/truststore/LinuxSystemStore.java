package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The store of a Linux distribution: a folder for the administrator's roots, and a program that
 * makes a bundle of those and its own. Browsers do not read it; curl, Python and most others do.
 */
final class LinuxSystemStore implements TrustStore {

  /** How distributions do it. */
  private enum Distribution {
    DEBIAN(
        "Debian and its kin",
        "/usr/local/share/ca-certificates",
        "update-ca-certificates",
        "/etc/ssl/certs/ca-certificates.crt"),
    RED_HAT(
        "Red Hat and its kin",
        "/etc/pki/ca-trust/source/anchors",
        "update-ca-trust",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
    ARCH(
        "Arch and its kin",
        "/etc/ca-certificates/trust-source/anchors",
        "trust",
        "/etc/ca-certificates/extracted/tls-ca-bundle.pem");

    final String text;
    final String anchors;
    final String program;
    final String bundle;

    Distribution(String text, String anchors, String program, String bundle) {
      this.text = text;
      this.anchors = anchors;
      this.program = program;
      this.bundle = bundle;
    }

    boolean isOf(Machine machine) {
      return Files.isDirectory(machine.path(anchors)) && machine.program(program).isPresent();
    }
  }

  private final Distribution distribution;
  private final Path anchors;
  private final Path bundle;

  private LinuxSystemStore(Machine machine, Distribution distribution) {
    this.distribution = distribution;
    anchors = machine.path(distribution.anchors);
    bundle = machine.path(distribution.bundle);
  }

  /** The store of this machine, if it is of a kind that we know. */
  static Optional<TrustStore> of(Machine machine) {
    return Stream.of(Distribution.values())
        .filter(kind -> kind.isOf(machine))
        .findFirst()
        .map(kind -> new LinuxSystemStore(machine, kind));
  }

  @Override
  public Kind kind() {
    return Kind.SYSTEM;
  }

  @Override
  public String location() {
    return anchors.toString();
  }

  @Override
  public String users() {
    return "curl, Python and other programs of " + distribution.text;
  }

  @Override
  public boolean needsAdministrator() {
    return true;
  }

  @Override
  public List<Command> installing(Anchor anchor) {
    String file = anchor.file().toString();
    return switch (distribution) {
      // The program there takes what ends in .crt only.
      case DEBIAN -> List.of(copy(anchor, ".crt"), Command.of("update-ca-certificates"));
      case RED_HAT -> List.of(copy(anchor, ".pem"), Command.of("update-ca-trust", "extract"));
      case ARCH -> List.of(Command.of("trust", "anchor", "--store", file));
    };
  }

  private Command copy(Anchor anchor, String ending) {
    String copy = anchors.resolve(anchor.nickname() + ending).toString();
    return Command.of("install", "-m", "644", anchor.file().toString(), copy);
  }

  @Override
  public List<Command> removing(Anchor anchor, CommandRunner runner) throws IOException {
    if (distribution == Distribution.ARCH) {
      return anchor.isIn(bundle)
          ? List.of(Command.of("trust", "anchor", "--remove", anchor.file().toString()))
          : List.of();
    }
    List<Command> commands = new ArrayList<>();
    for (Path copy : copiesOf(anchor)) {
      commands.add(Command.of("rm", copy.toString()));
    }
    if (!commands.isEmpty()) {
      commands.add(
          distribution == Distribution.DEBIAN
              // Without this option links to what is gone stay in /etc/ssl/certs.
              ? Command.of("update-ca-certificates", "--fresh")
              : Command.of("update-ca-trust", "extract"));
    }
    return commands;
  }

  /** The files that hold this certificate and nothing else, whatever they are called. */
  private List<Path> copiesOf(Anchor anchor) throws IOException {
    List<Path> copies = new ArrayList<>();
    try (Stream<Path> files = Files.list(anchors)) {
      for (Path file : files.filter(Files::isReadable).filter(Files::isRegularFile).toList()) {
        List<byte[]> inside = PemBlocks.in(file).toList();
        if (inside.size() == 1 && anchor.is(inside.get(0))) {
          copies.add(file);
        }
      }
    }
    return copies;
  }

  @Override
  public Optional<String> distrust(Anchor anchor, CommandRunner runner) throws IOException {
    return anchor.isIn(bundle) ? Optional.empty() : Optional.of("not in " + bundle);
  }
}
