package dev.boshtap.proxy.tls;

import dev.boshtap.decoders.wire.HostPort;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom we believe to be a server. */
public interface ServerTrust {

  /** Decides about the certificates that this server shows. */
  X509ExtendedTrustManager managerFor(HostPort server);

  /**
   * What its decisions about a server depend on at present, beside time and the certificates shown.
   * A TLS session is resumed without a look at any certificate, so none outlives this. May read
   * from a slow disk.
   */
  Optional<?> stateFor(HostPort server);
}
