package dev.boshtap.simulator;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * The server's certificate and the root that signed it, made anew for each server. They owe nothing
 * to the product's own CA: what an intercepting proxy verifies is not made by the proxy.
 *
 * @param root what a client must trust
 * @param tls the context of both listeners
 */
record ServerIdentity(X509Certificate root, SslContext tls) {

  private static final Duration BACKDATE = Duration.ofDays(1);
  private static final Duration LIFE = Duration.ofDays(30);

  /** An identity for a name, for {@code localhost} and for an address. */
  static ServerIdentity of(String hostName, String address) {
    Instant now = Instant.now();
    try {
      X509Bundle root =
          dated(now)
              .subject("CN=Simulated Finesse root")
              .setIsCertificateAuthority(true)
              .setKeyUsage(
                  true,
                  CertificateBuilder.KeyUsage.keyCertSign,
                  CertificateBuilder.KeyUsage.cRLSign)
              .buildSelfSigned();
      X509Bundle leaf =
          dated(now)
              .subject("CN=" + hostName)
              .addSanDnsName(hostName)
              .addSanDnsName("localhost")
              .addSanIpAddress(address)
              .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature)
              .addExtendedKeyUsageServerAuth()
              .buildIssuedBy(root);
      SslContext tls =
          SslContextBuilder.forServer(leaf.getKeyPair().getPrivate(), leaf.getCertificatePath())
              .build();
      return new ServerIdentity(root.getCertificate(), tls);
    } catch (Exception e) {
      // The builder declares no less; whatever it is, there is no server without a certificate.
      throw new IllegalStateException("no certificate for " + hostName + ": " + e, e);
    }
  }

  private static CertificateBuilder dated(Instant now) {
    return new CertificateBuilder()
        .ecp256()
        .notBefore(now.minus(BACKDATE))
        .notAfter(now.plus(LIFE));
  }
}
