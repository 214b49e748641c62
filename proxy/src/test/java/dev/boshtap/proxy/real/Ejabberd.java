package dev.boshtap.proxy.real;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** An ejabberd of one test run: own configuration, own data, own ports, ended with the test. */
final class Ejabberd implements AutoCloseable {

  private final FinesseHost host;
  private final int httpPort;
  private final Publisher publisher;
  private final Program program;

  /**
   * Starts it and waits until it serves.
   *
   * @param folder its configuration and data, empty
   */
  Ejabberd(FinesseHost host, Path folder) throws IOException {
    this.host = host;
    this.httpPort = host.freePort();
    int componentPort = host.freePort();
    String secret = UUID.randomUUID().toString();
    Path config = folder.resolve("ejabberd.yml");
    Files.writeString(
        config,
        Prosody.resource("ejabberd.yml")
            .replace("%folder%", folder.toString())
            .replace("%address%", host.ip())
            .replace("%host%", FinesseHost.NAME)
            .replace("%http-port%", Integer.toString(httpPort))
            .replace("%component-port%", Integer.toString(componentPort))
            .replace("%component-secret%", secret));
    Prosody.writeDesktop(folder);
    Path data = Files.createDirectories(folder.resolve("data"));
    // Without ejabberdctl: that one changes to a user of its own and leaves a name server behind.
    program =
        Program.start(
            folder,
            Map.of(
                "EJABBERD_CONFIG_PATH", config.toString(),
                "EJABBERD_LOG_PATH", folder.resolve("ejabberd.log").toString(),
                "ERL_LIBS", libraries().toString()),
            List.of(
                Peer.ERL.program().toString(),
                "-noinput",
                "-mnesia",
                "dir",
                '"' + data.toString() + '"',
                "-s",
                "ejabberd"));
    try {
      program.awaitLine(listening(componentPort));
      program.awaitLine(listening(httpPort));
      publisher = new Publisher(new InetSocketAddress(host.address(), componentPort), secret);
    } catch (IOException | RuntimeException | AssertionError e) {
      program.close();
      throw e;
    }
  }

  private Pattern listening(int port) {
    return Pattern.compile("accepting TCP connections at " + Pattern.quote(host.ip() + ":" + port));
  }

  /** Where Debian keeps what ejabberd is made of: named in its own start script. */
  private static Path libraries() throws IOException {
    String script = Files.readString(Peer.EJABBERDCTL.program());
    return Pattern.compile("ERL_LIBS='([^']+)'")
        .matcher(script)
        .results()
        .map(found -> Path.of(found.group(1)))
        .findFirst()
        .orElseThrow(() -> Peer.missing("ejabberdctl does not say where its libraries are"));
  }

  /** Where it serves BOSH and the desktop's page, plain. */
  InetSocketAddress http() {
    return new InetSocketAddress(host.address(), httpPort);
  }

  /** Publishes to its pubsub service; the first item of a node makes the node. */
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
