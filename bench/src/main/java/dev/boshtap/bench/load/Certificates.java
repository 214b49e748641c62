package dev.boshtap.bench.load;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.RootCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Keys and certificates of one run, made for it and deleted with it.
 *
 * @param root who issued the others, PEM: what peers are told to trust
 * @param chain a certificate for {@link Workload#HOST} and its issuer, PEM
 * @param key its key, PEM
 * @param together chain and key in one file, as HAProxy wants them
 */
public record Certificates(Path root, Path chain, Path key, Path together) {

  static Certificates make(Path folder) throws IOException {
    RootCa root = RootCa.create("benchmark", InstantSource.system());
    Leaf leaf = new LeafMinter(root, InstantSource.system(), 1).leafFor(Workload.HOST);
    StringBuilder chain = new StringBuilder();
    try {
      for (X509Certificate certificate : leaf.chain()) {
        chain.append(pem(certificate));
      }
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
    String key = pem("PRIVATE KEY", leaf.key().getEncoded());
    return new Certificates(
        write(folder.resolve("root.pem"), root.pem()),
        write(folder.resolve("chain.pem"), chain.toString()),
        write(folder.resolve("key.pem"), key),
        write(folder.resolve("together.pem"), chain + key));
  }

  private static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text, StandardCharsets.US_ASCII);
  }

  /** A certificate as a PEM file has it. */
  public static String pem(X509Certificate certificate) throws CertificateEncodingException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  private static String pem(String label, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, lines.encodeToString(der));
  }
}
