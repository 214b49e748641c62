package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database of NSS: one for Chrome and its kin, one in each profile of Firefox. */
final class NssDatabase implements TrustStore {

  /** A line of {@code certutil -L}: a nickname, which may have spaces, and three sets of flags. */
  private static final Pattern LISTED = Pattern.compile("^(.+?)\\s+(\\w*),(\\w*),(\\w*)\\s*$");

  private final Path folder;
  private final String users;
  private final Optional<Path> program;

  NssDatabase(Machine machine, Path folder, String users) {
    this.folder = folder;
    this.users = users;
    program = machine.program("certutil");
  }

  @Override
  public Kind kind() {
    return Kind.NSS;
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public String users() {
    return users;
  }

  @Override
  public Optional<String> missing() {
    return program.isPresent()
        ? Optional.empty()
        : Optional.of(
            "certutil is not installed (Debian: libnss3-tools, Red Hat: nss-tools, Arch: nss)");
  }

  private boolean exists() {
    return Files.exists(folder.resolve("cert9.db"));
  }

  @Override
  public List<Command> installing(Anchor anchor) {
    List<Command> commands = new ArrayList<>();
    if (!exists()) {
      commands.add(Command.of("mkdir", "-p", "-m", "700", folder.toString()));
      commands.add(certutil("-N", "--empty-password"));
    }
    // C: an issuer of TLS servers' certificates; for mail and code, nothing.
    commands.add(
        certutil("-A", "-t", "C,,", "-n", anchor.nickname(), "-i", anchor.file().toString()));
    return commands;
  }

  @Override
  public List<Command> removing(Anchor anchor, CommandRunner runner) throws IOException {
    return nicknames(anchor, runner).stream().map(name -> certutil("-D", "-n", name)).toList();
  }

  @Override
  public Optional<String> distrust(Anchor anchor, CommandRunner runner) throws IOException {
    List<String> names = nicknames(anchor, runner);
    if (names.isEmpty()) {
      return Optional.of("not in the database");
    }
    // L: as an issuer of TLS servers' certificates.
    CommandRunner.Result result = runner.run(certutil("-V", "-n", names.get(0), "-u", "L"));
    return result.succeeded() ? Optional.empty() : Optional.of(result.lastLine());
  }

  /** Under which names the database has this very certificate. */
  private List<String> nicknames(Anchor anchor, CommandRunner runner) throws IOException {
    List<String> names = new ArrayList<>();
    if (!exists()) {
      return names;
    }
    CommandRunner.Result list = runner.run(certutil("-L"));
    if (!list.succeeded()) {
      throw new IOException(list.lastLine());
    }
    for (String line : list.output().lines().toList()) {
      Matcher listed = LISTED.matcher(line);
      if (listed.matches() && mayBeOurs(listed.group(1), listed.group(2))) {
        CommandRunner.Result pem = runner.run(certutil("-L", "-n", listed.group(1), "-a"));
        if (pem.succeeded() && PemBlocks.in(pem.output()).anyMatch(anchor::is)) {
          names.add(listed.group(1));
        }
      }
    }
    return names;
  }

  /** Firefox keeps hundreds of intermediate CAs there, none of which was ever marked as trusted. */
  private static boolean mayBeOurs(String name, String tlsFlags) {
    return tlsFlags.contains("C") || name.startsWith("boshtap");
  }

  private Command certutil(String... words) {
    List<String> all = new ArrayList<>(List.of("certutil", "-d", "sql:" + folder));
    all.addAll(List.of(words));
    return new Command(all);
  }
}
