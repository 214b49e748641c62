package dev.boshtap.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** mitmproxy's mitmdump: what people use today to look into HTTPS. Decrypts; prints nothing. */
public final class Mitmdump implements Peer {

  private final String program;

  /** mitmdump as {@code program} on the path, or at a path. */
  public Mitmdump(String program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "mitmdump";
  }

  @Override
  public Optional<String> version() throws InterruptedException {
    return Programs.firstLine(program, "--version");
  }

  @Override
  public int exchanges(int asked) {
    return Math.max(1, asked / 10);
  }

  @Override
  public Running start(Path folder, Certificates certificates, int originPort)
      throws IOException, InterruptedException {
    int port = Programs.freePort();
    Child process =
        Child.serving(
            name(),
            List.of(
                program,
                "--quiet",
                "--listen-host",
                "127.0.0.1",
                "--listen-port",
                String.valueOf(port),
                "--set",
                "confdir=" + folder,
                "--set",
                "ssl_verify_upstream_trusted_ca=" + certificates.root()),
            folder);
    process.awaitListening(port);
    return new Running(process, new Route(port, originPort, true), Recorded.NOTHING);
  }
}
