package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user's login keychain, with trust settings for TLS only. macOS asks for the password. */
final class MacLoginKeychain implements TrustStore {

  private static final String SECURITY = "/usr/bin/security";
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=((?:[^,\\\\]|\\\\.)*)");

  private final String keychain;

  MacLoginKeychain(Machine machine) {
    keychain = machine.userHome().resolve("Library/Keychains/login.keychain-db").toString();
  }

  @Override
  public Kind kind() {
    return Kind.SYSTEM;
  }

  @Override
  public String location() {
    return keychain;
  }

  @Override
  public String users() {
    return "Safari, Chrome, Edge, Firefox 120 and later";
  }

  @Override
  public List<Command> installing(Anchor anchor) {
    return List.of(
        Command.of(
            SECURITY,
            "add-trusted-cert",
            "-r",
            "trustRoot",
            "-p",
            "ssl",
            "-k",
            keychain,
            anchor.file().toString()));
  }

  @Override
  public List<Command> removing(Anchor anchor, CommandRunner runner) throws IOException {
    if (!isKept(anchor, runner)) {
      return List.of();
    }
    Command delete = Command.of(SECURITY, "delete-certificate", "-Z", anchor.sha1(), keychain);
    Command distrust = Command.of(SECURITY, "remove-trusted-cert", anchor.file().toString());
    // Without settings to remove the first of them would fail.
    return hasSettings(anchor, runner) ? List.of(distrust, delete) : List.of(delete);
  }

  @Override
  public Optional<String> distrust(Anchor anchor, CommandRunner runner) throws IOException {
    if (!isKept(anchor, runner)) {
      return Optional.of("not in the keychain");
    }
    return hasSettings(anchor, runner)
        ? Optional.empty()
        : Optional.of("in the keychain, without trust settings");
  }

  private boolean isKept(Anchor anchor, CommandRunner runner) throws IOException {
    Command find = Command.of(SECURITY, "find-certificate", "-a", "-Z", keychain);
    CommandRunner.Result found = runner.run(find);
    return found.succeeded() && found.output().contains("SHA-1 hash: " + anchor.sha1());
  }

  /** The settings of the user are listed by the certificates' common names. */
  private static boolean hasSettings(Anchor anchor, CommandRunner runner) throws IOException {
    CommandRunner.Result settings = runner.run(Command.of(SECURITY, "dump-trust-settings"));
    return settings.succeeded()
        && settings.output().lines().anyMatch(line -> line.strip().endsWith(": " + name(anchor)));
  }

  private static String name(Anchor anchor) {
    String subject = anchor.certificate().getSubjectX500Principal().getName();
    Matcher matcher = COMMON_NAME.matcher(subject);
    return matcher.find() ? matcher.group(1).replaceAll("\\\\(.)", "$1") : subject;
  }
}
