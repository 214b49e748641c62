package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * {@link UpstreamTrust} for one server, in the form that TLS engines ask for. It extends the
 * extended class because Java wraps any other in a name check of its own.
 */
final class ServerTrustManager extends X509ExtendedTrustManager {

  private final UpstreamTrust trust;
  private final HostPort target;

  ServerTrustManager(UpstreamTrust trust, HostPort target) {
    this.trust = trust;
    this.target = target;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, Optional.empty());
  }

  private void check(X509Certificate[] chain, Optional<byte[]> stapled)
      throws CertificateException {
    if (chain.length == 0) {
      throw new IllegalArgumentException("chain: empty (expected: a certificate)");
    }
    trust.check(target, List.of(chain), stapled);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain, StapledStatus.of(engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("boshtap asks no client for a certificate");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
