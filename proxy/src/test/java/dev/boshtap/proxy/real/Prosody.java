package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** A Prosody of one test run: own configuration, own data, own ports, ended with the test. */
final class Prosody implements AutoCloseable {

  private static final String CONFIG = "prosody.cfg.lua";

  private final FinesseHost host;
  private final int httpPort;
  private final Path folder;
  private final InetSocketAddress component;
  private final String secret = UUID.randomUUID().toString();
  private Program program;
  private Publisher publisher;

  /**
   * Starts it and waits until it serves.
   *
   * @param folder its configuration and data, empty
   * @param longestWait what it grants at most as a session's wait
   * @param passwords of the agents, by login id
   */
  Prosody(FinesseHost host, Path folder, Duration longestWait, Map<String, String> passwords)
      throws IOException {
    this.host = host;
    this.folder = folder;
    this.httpPort = host.freePort();
    this.component = new InetSocketAddress(host.address(), host.freePort());
    Files.writeString(
        folder.resolve(CONFIG),
        resource("prosody.cfg.lua")
            .replace("%folder%", folder.toString())
            .replace("%address%", host.ip())
            .replace("%host%", FinesseHost.NAME)
            .replace("%http-port%", Integer.toString(httpPort))
            .replace("%component-port%", Integer.toString(component.getPort()))
            .replace("%wait-seconds%", Long.toString(longestWait.toSeconds()))
            .replace("%component-secret%", secret));
    String presence = "mod_finesse_presence.lua";
    Files.writeString(folder.resolve(presence), resource(presence));
    writeAccounts(folder, passwords);
    writeDesktop(folder);
    program = start();
    publisher = new Publisher(component, secret);
  }

  private Program start() {
    Program started =
        Program.start(
            folder,
            Map.of(),
            List.of(
                Peer.PROSODY.program().toString(),
                "--config",
                folder.resolve(CONFIG).toString(),
                "-F"));
    started.awaitLine(Pattern.compile("Activated service 'http' on \\[" + host.ip()));
    started.awaitLine(Pattern.compile("Activated service 'component' on \\[" + host.ip()));
    return started;
  }

  /** Ends it as its administrator does. */
  void stop() throws IOException {
    close();
  }

  /** Starts it anew after it was stopped: whoever was signed in is so no more. */
  void startAgain() throws IOException {
    program = start();
    publisher = new Publisher(component, secret);
  }

  private static void writeAccounts(Path folder, Map<String, String> passwords) throws IOException {
    Path accounts =
        Files.createDirectories(
            folder
                .resolve("data")
                .resolve(FinesseHost.NAME.replace(".", "%2e"))
                .resolve("accounts"));
    for (Map.Entry<String, String> account : passwords.entrySet()) {
      Files.writeString(
          accounts.resolve(account.getKey() + ".dat"),
          "return { [\"password\"] = \"" + account.getValue() + "\" };\n");
    }
  }

  /** Writes the desktop's page and its library, to be served from the folder {@code desktop}. */
  static void writeDesktop(Path folder) throws IOException {
    Path desktop = Files.createDirectories(folder.resolve("desktop"));
    for (String name : List.of("index.html", "desktop.js")) {
      Files.writeString(desktop.resolve(name), resource("desktop/" + name));
    }
    String library = "strophe.umd.min.js";
    Files.copy(
        NpmPackages.folder().resolve("strophe.js/dist").resolve(library), desktop.resolve(library));
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Prosody.class.getResourceAsStream("/real/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }

  /** Where it serves BOSH and the desktop's page, plain. */
  InetSocketAddress http() {
    return new InetSocketAddress(host.address(), httpPort);
  }

  /** Publishes to its pubsub service. */
  Publisher publisher() {
    return publisher;
  }

  @Override
  public void close() throws IOException {
    publisher.close();
    program.close();
  }

  /** What it said. */
  @Override
  public String toString() {
    return program.toString();
  }
}
