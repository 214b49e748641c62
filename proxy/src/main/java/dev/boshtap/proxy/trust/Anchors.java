package dev.boshtap.proxy.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates that all trust begins with. Safe for use by several threads. */
final class Anchors {

  private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);

  /** The stores of Windows and macOS by the providers that read them there. */
  private static final Map<String, String> SYSTEM_STORES =
      Map.of("SunMSCAPI", "Windows-ROOT", "Apple", "KeychainStore-ROOT");

  private final List<X509Certificate> own;
  private Optional<X509TrustManager> verifier = Optional.empty();
  private boolean known;

  private Anchors(List<X509Certificate> own) {
    this.own = own;
  }

  /**
   * The platform's certificates and those of PEM files. The latter are read now; the platform's, of
   * which there are many, when they are asked for.
   *
   * @throws IOException if a file cannot be read; the message says so in one line
   */
  static Anchors with(List<Path> pemFiles) throws IOException {
    List<X509Certificate> own = new ArrayList<>();
    for (Path file : pemFiles) {
      own.addAll(pem(file));
    }
    return new Anchors(own);
  }

  /**
   * A verifier that begins with them; empty when there are none at all to begin with, as in a Java
   * without a CA bundle. Always the same; whoever asks first waits for the platform's to be read.
   */
  synchronized Optional<X509TrustManager> verifier() {
    if (!known) {
      known = true;
      List<X509Certificate> anchors = new ArrayList<>(own);
      try {
        anchors.addAll(platform());
      } catch (IOException e) {
        LOG.error("{}; servers that they vouch for are refused", e.getMessage());
      }
      verifier = anchors.isEmpty() ? Optional.empty() : Optional.of(beginningWith(anchors));
    }
    return verifier;
  }

  private static X509TrustManager beginningWith(List<X509Certificate> anchors) {
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              anchors.stream()
                  .map(anchor -> new TrustAnchor(anchor, null))
                  .collect(Collectors.toSet()),
              new X509CertSelector());
      parameters.setRevocationEnabled(false); // as browsers and Java do by default
      parameters.addCertPathChecker(new Strength());
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return x509(factory);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PKIX trust manager", e);
    }
  }

  private static List<X509Certificate> platform() throws IOException {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init((KeyStore) null);
      List<X509Certificate> anchors = new ArrayList<>(List.of(x509(factory).getAcceptedIssuers()));
      // A company puts its CA in the system's store, which Java reads on request only.
      for (Map.Entry<String, String> store : SYSTEM_STORES.entrySet()) {
        Provider provider = Security.getProvider(store.getKey());
        if (provider != null && provider.getService("KeyStore", store.getValue()) != null) {
          anchors.addAll(system(store.getValue()));
        }
      }
      return anchors;
    } catch (GeneralSecurityException e) {
      throw new IOException("the platform's certificates cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> system(String type)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    List<X509Certificate> certificates = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        certificates.add(certificate);
      }
    }
    return certificates;
  }

  private static X509TrustManager x509(TrustManagerFactory factory) {
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new IllegalStateException(
        "%s (expected: an X.509 trust manager)"
            .formatted(Arrays.toString(factory.getTrustManagers())));
  }

  private static List<X509Certificate> pem(Path file) throws IOException {
    List<X509Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: certificates, PEM)", e);
    } catch (CertificateException e) {
      throw new IOException(file + ": damaged (expected: X.509 certificates, PEM)", e);
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + ": no certificate in it (expected: X.509 certificates, PEM)");
    }
    return certificates;
  }
}
