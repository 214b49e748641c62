package dev.boshtap.proxy.config;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.tls.TlsVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one server needs that others do not.
 *
 * @param target the server; without a port, each port of that host
 * @param versions the versions of TLS that are spoken with it
 * @param clientCertificate what it is shown when it asks who we are
 */
public record UpstreamServer(
    Intercept.Target target,
    TlsVersion.Range versions,
    Optional<ClientCertificate> clientCertificate) {

  /**
   * A certificate of ours and its key, in files.
   *
   * @param certificate PEM or PKCS12
   * @param key the key, PEM, where the certificate's file does not hold it
   * @param passphrase of the key, where it has one
   */
  public record ClientCertificate(
      Path certificate, Optional<Path> key, Optional<Passphrase> passphrase) {}

  static final String EXPECTED =
      "servers, each with host: HOST or HOST:PORT and any of tls: "
          + TlsVersion.Range.EXPECTED
          + "; client-certificate: FILE, with client-key: FILE, passphrase-file: FILE or"
          + " passphrase-env: NAME";

  static final Set<String> FIELDS =
      Set.of(
          "host", "tls", "client-certificate", "client-key", "passphrase-file", "passphrase-env");

  /** The same, with its passphrase's variable in an environment. */
  UpstreamServer in(Map<String, String> environment) {
    return new UpstreamServer(
        target,
        versions,
        clientCertificate.map(
            own ->
                new ClientCertificate(
                    own.certificate(),
                    own.key(),
                    own.passphrase().map(passphrase -> passphrase.in(environment)))));
  }

  /** Whether this is about that server. */
  public boolean covers(HostPort server) {
    return target.host().equals(server.host())
        && target.port().map(port -> port == server.port()).orElse(true);
  }

  /**
   * Reads {@code host=fin1;tls=1.0}, the form that environment variables have and that the file's
   * is brought to.
   *
   * @param folder relative paths begin here
   * @throws IllegalArgumentException naming what is wrong
   */
  static UpstreamServer parse(String text, Path folder) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split(";", -1)) {
      int equals = field.indexOf('=');
      String name = equals < 0 ? "host" : field.substring(0, equals).strip();
      if (!FIELDS.contains(name) || fields.put(name, field.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("\"" + field + "\" (expected: " + EXPECTED + ")");
      }
    }
    Optional<ClientCertificate> certificate =
        path(fields, "client-certificate", folder)
            .map(
                file ->
                    new ClientCertificate(
                        file, path(fields, "client-key", folder), passphrase(fields, folder)));
    if (certificate.isEmpty() && (fields.containsKey("client-key") || hasPassphrase(fields))) {
      throw new IllegalArgumentException("a key (expected: client-certificate with it)");
    }
    return new UpstreamServer(
        Intercept.Target.parse(fields.getOrDefault("host", "")),
        Optional.ofNullable(fields.get("tls"))
            .map(TlsVersion.Range::parse)
            .orElse(TlsVersion.Range.MODERN),
        certificate);
  }

  private static boolean hasPassphrase(Map<String, String> fields) {
    return fields.containsKey("passphrase-file") || fields.containsKey("passphrase-env");
  }

  private static Optional<Passphrase> passphrase(Map<String, String> fields, Path folder) {
    return path(fields, "passphrase-file", folder)
        .map(Passphrase::file)
        .or(
            () ->
                Optional.ofNullable(fields.get("passphrase-env"))
                    .map(name -> Passphrase.variable(name)));
  }

  private static Optional<Path> path(Map<String, String> fields, String name, Path folder) {
    return Optional.ofNullable(fields.get(name)).map(folder::resolve);
  }
}
