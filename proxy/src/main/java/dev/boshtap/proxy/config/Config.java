package dev.boshtap.proxy.config;

import dev.boshtap.ca.LeafKey;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.proxy.tls.TlsProvider;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything boshtap is told, read and checked once; {@code config.yaml} says of each setting what
 * it does. Made by {@link ConfigReader}.
 *
 * @param home the folder of this installation's state: CA, pins
 * @param listen where clients reach the proxy
 * @param allowClients who may, beside this machine; never empty when {@code listen} is not loopback
 * @param intercept what is decrypted
 * @param ca the root CA
 * @param tls how
 * @param upstream the way to the servers
 * @param idleConnection after how long without an exchange in flight a connection is closed
 * @param recording how much is kept for reading
 * @param pollMargin how long after its wait an open poll is overdue
 * @param diagnosis the limits that findings stand on
 * @param output what is written, and where
 * @param log boshtap's own messages
 */
public record Config(
    Path home,
    ListenAddress listen,
    List<ClientNetwork> allowClients,
    Intercept intercept,
    Ca ca,
    Tls tls,
    Upstream upstream,
    Duration idleConnection,
    Recording recording,
    Duration pollMargin,
    DiagnosisLimits diagnosis,
    Output output,
    Log log) {

  /** Keeps the list as it is now. */
  public Config {
    allowClients = List.copyOf(allowClients);
  }

  /** The folder in which captures are kept that nobody names a file for. */
  public Path captures() {
    return home.resolve("captures");
  }

  /** Whether a client that connects from here may use the proxy. */
  public boolean admits(InetAddress client) {
    return client.isLoopbackAddress()
        || allowClients.stream().anyMatch(network -> network.contains(client));
  }

  /**
   * TLS on both legs.
   *
   * @param provider which library
   * @param leafLife how long the certificates live that are shown to clients
   * @param leafKey what kind of key these have
   * @param keyLog a file for the secrets of all connections
   */
  public record Tls(
      TlsProvider provider, Duration leafLife, LeafKey leafKey, Optional<Path> keyLog) {}

  /**
   * The root CA.
   *
   * @param passphrase where the passphrase of its key is, if that is under one and nobody is asked
   */
  public record Ca(Optional<Passphrase> passphrase) {

    /** The passphrase itself; its file is {@code ca.passphrase-file}. */
    public static final String PASSPHRASE_VARIABLE = "BOSHTAP_CA_PASSPHRASE";
  }

  /**
   * The way to the servers.
   *
   * @param connectTimeout for the TCP connect
   * @param handshakeTimeout for the TLS handshake
   * @param proxy an HTTP proxy that is asked to CONNECT, if there is one on the way
   * @param trustedCertificates PEM files, trusted beside the platform's certificates
   * @param trustOnFirstUse whether a certificate that does not verify is pinned when first met
   * @param servers what single servers need; the first that fits counts
   */
  public record Upstream(
      Duration connectTimeout,
      Duration handshakeTimeout,
      Optional<HostPort> proxy,
      List<Path> trustedCertificates,
      boolean trustOnFirstUse,
      List<UpstreamServer> servers) {

    /** Keeps the lists as they are now. */
    public Upstream {
      trustedCertificates = List.copyOf(trustedCertificates);
      servers = List.copyOf(servers);
    }
  }

  /**
   * How much is kept for reading; forwarding never waits for it.
   *
   * @param bodyLimit the most kept of one body
   * @param queueEvents the most events that wait for the observer
   * @param queueBytes the most bytes of bodies that wait for the observer
   */
  public record Recording(ByteSize bodyLimit, int queueEvents, ByteSize queueBytes) {}

  /**
   * What is written.
   *
   * @param har a HAR file
   * @param events a file of JSON lines
   * @param capture the recording on disk
   * @param json whether the events go to standard output as JSON lines
   * @param redaction what is blotted out
   * @param redactFields names of fields that are blotted out too
   */
  public record Output(
      Optional<Path> har,
      Optional<Path> events,
      Capture capture,
      boolean json,
      RedactionPolicy redaction,
      Set<String> redactFields) {

    /** The files that are written anew each time. */
    public List<Path> files() {
      return Stream.concat(har.stream(), events.stream()).toList();
    }
  }

  /**
   * The recording on disk.
   *
   * @param enabled whether there is one
   * @param file where; empty: a new file in the folder of captures
   * @param rotateSize the size at which it goes on in a new file
   * @param rotateAge the age at which it does
   * @param keepSize the most that all captures in their folder may take
   * @param keepAge how old they may become there
   * @param queueBytes the memory that may be held by what waits to be written
   */
  public record Capture(
      boolean enabled,
      Optional<Path> file,
      ByteSize rotateSize,
      Duration rotateAge,
      ByteSize keepSize,
      Duration keepAge,
      ByteSize queueBytes) {

    /** The same, but nothing is recorded. */
    public Capture off() {
      return new Capture(false, file, rotateSize, rotateAge, keepSize, keepAge, queueBytes);
    }

    /** The same, in that file. */
    public Capture in(Path other) {
      return new Capture(
          enabled, Optional.of(other), rotateSize, rotateAge, keepSize, keepAge, queueBytes);
    }
  }

  /** How much boshtap says of itself. */
  public enum LogLevel {
    /** What went wrong. */
    ERROR,
    /** What may go wrong. */
    WARN,
    /** What it does. */
    INFO,
    /** How. */
    DEBUG
  }

  /**
   * Boshtap's own messages.
   *
   * @param level how much is said
   * @param file where, instead of on standard error
   */
  public record Log(LogLevel level, Optional<Path> file) {}
}
