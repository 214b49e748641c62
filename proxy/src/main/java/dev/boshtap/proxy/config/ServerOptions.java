package dev.boshtap.proxy.config;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.tls.ClientKey;
import dev.boshtap.proxy.tls.ClientKeyFile;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How TLS is spoken with each server, with the files read that {@code upstream.servers} names. */
public final class ServerOptions {

  private final Map<UpstreamServer, ServerTlsOptions> own;

  private ServerOptions(Map<UpstreamServer, ServerTlsOptions> own) {
    this.own = own;
  }

  /**
   * Reads the client certificates and their keys.
   *
   * @throws IOException if one cannot be read; the message says so in one line
   */
  public static ServerOptions read(List<UpstreamServer> servers) throws IOException {
    Map<UpstreamServer, ServerTlsOptions> own = new LinkedHashMap<>();
    for (UpstreamServer server : servers) {
      Optional<ClientKey> key =
          server.clientCertificate().isPresent()
              ? Optional.of(read(server.clientCertificate().get()))
              : Optional.empty();
      own.put(server, new ServerTlsOptions(server.versions(), key));
    }
    return new ServerOptions(own);
  }

  private static ClientKey read(UpstreamServer.ClientCertificate files) throws IOException {
    char[] passphrase =
        files.passphrase().isPresent() ? files.passphrase().get().read() : new char[0];
    return ClientKeyFile.read(files.certificate(), files.key(), passphrase);
  }

  /** What holds for a server: what the first entry that covers it says, or the defaults. */
  public ServerTlsOptions of(HostPort server) {
    return own.entrySet().stream()
        .filter(entry -> entry.getKey().covers(server))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(ServerTlsOptions.DEFAULTS);
  }
}
