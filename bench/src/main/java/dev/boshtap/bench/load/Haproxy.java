package dev.boshtap.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * HAProxy: what forwarding alone costs where it is done best. TLS on both legs, the server's
 * certificate verified, HTTP mode, one process with two threads, the cipher that BoringSSL picks.
 */
public final class Haproxy implements Peer {

  private static final String CONFIG =
      """
      global
        nbthread 2
        ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256
        ssl-default-server-ciphersuites TLS_AES_128_GCM_SHA256
      defaults
        mode http
        timeout connect 20s
        timeout client 10m
        timeout server 10m
      frontend desktops
        bind 127.0.0.1:%d ssl crt %s
        default_backend finesse
      backend finesse
        server finesse 127.0.0.1:%d ssl verify required ca-file %s verifyhost %s
      """;

  private final String program;

  /** HAProxy as {@code program} on the path, or at a path. */
  public Haproxy(String program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "haproxy";
  }

  @Override
  public Optional<String> version() throws InterruptedException {
    return Programs.firstLine(program, "-v");
  }

  @Override
  public Running start(Path folder, Certificates certificates, int originPort)
      throws IOException, InterruptedException {
    int port = Programs.freePort();
    Path config =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            CONFIG.formatted(
                port, certificates.together(), originPort, certificates.root(), Workload.HOST));
    Child process = Child.serving(name(), List.of(program, "-db", "-f", config.toString()), folder);
    process.awaitListening(port);
    return new Running(process, new Route(port, originPort, false), Recorded.NOTHING);
  }
}
