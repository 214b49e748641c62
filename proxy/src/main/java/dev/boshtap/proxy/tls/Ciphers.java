package dev.boshtap.proxy.tls;

import java.util.List;
import java.util.stream.Stream;

/** The cipher suites that are offered and accepted. */
final class Ciphers {

  /**
   * Forward secrecy throughout (RFC 9325, 4.2). The CBC suites with SHA-256 and SHA-384 are left
   * out: nobody has them alone. Those with SHA-1 as their MAC, which is not what is broken about
   * SHA-1, are what a TLS 1.2 server of 2012 has.
   */
  static final List<String> MODERN =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

  /** What a server has beside that which is reached by opting in: no forward secrecy. */
  private static final List<String> OLD =
      List.of(
          "TLS_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_256_CBC_SHA");

  private Ciphers() {}

  static List<String> of(TlsVersion.Range range) {
    return range.isOld() ? Stream.concat(MODERN.stream(), OLD.stream()).toList() : MODERN;
  }
}
