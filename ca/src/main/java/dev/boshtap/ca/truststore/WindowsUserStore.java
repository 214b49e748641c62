package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The current user's "Trusted Root Certification Authorities". The store is named in each command:
 * the import wizard's automatic choice would be the intermediate CAs, where a root has no effect.
 */
final class WindowsUserStore implements TrustStore {

  private static final String STORE = "Root";

  private final String certutil;

  WindowsUserStore(Machine machine) {
    // By its whole path: NSS has a program of the same name.
    certutil =
        machine.environment().getOrDefault("SystemRoot", "C:\\Windows")
            + "\\System32\\certutil.exe";
  }

  @Override
  public Kind kind() {
    return Kind.SYSTEM;
  }

  @Override
  public String location() {
    return "Windows, current user, " + STORE;
  }

  @Override
  public String users() {
    return "Edge, Chrome, Firefox 120 and later";
  }

  @Override
  public List<Command> installing(Anchor anchor) {
    return List.of(command("-addstore", STORE, anchor.file().toString()));
  }

  @Override
  public List<Command> removing(Anchor anchor, CommandRunner runner) throws IOException {
    return runner.run(command("-store", STORE, anchor.sha1())).succeeded()
        ? List.of(command("-delstore", STORE, anchor.sha1()))
        : List.of();
  }

  @Override
  public Optional<String> distrust(Anchor anchor, CommandRunner runner) throws IOException {
    CommandRunner.Result result = runner.run(command("-verifystore", STORE, anchor.sha1()));
    return result.succeeded() ? Optional.empty() : Optional.of(result.lastLine());
  }

  private Command command(String... words) {
    List<String> all = new ArrayList<>(List.of(certutil, "-user"));
    all.addAll(List.of(words));
    return new Command(all);
  }
}
