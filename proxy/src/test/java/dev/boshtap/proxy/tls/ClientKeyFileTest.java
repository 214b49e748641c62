package dev.boshtap.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.proxy.trust.TestPki;
import dev.boshtap.proxy.trust.TestPki.Held;
import dev.boshtap.proxy.trust.TestPki.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientKeyFileTest {

  private static final char[] NONE = new char[0];
  private static final char[] SECRET = "secret".toCharArray();
  private static final Held CA = new Request("Clients' CA").ca().selfSigned();
  private static final Held AGENT = new Request("agent").by(CA);

  @TempDir Path folder;

  private Path pem(String name, Object... contents) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object content : contents) {
        writer.writeObject(content);
      }
    }
    return Files.writeString(folder.resolve(name), text.toString());
  }

  private static Object plain(KeyPair keys) throws IOException {
    return new JcaPKCS8Generator(keys.getPrivate(), null);
  }

  private static void assertIsTheAgent(ClientKey read) {
    assertThat(read.key()).isEqualTo(AGENT.keys().getPrivate());
    assertThat(read.chain()).containsExactly(AGENT.certificate(), CA.certificate());
    assertThat(read).hasToString("CN=agent");
  }

  @Test
  void readsPkcs12() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "agent",
        AGENT.keys().getPrivate(),
        SECRET,
        new Certificate[] {AGENT.certificate(), CA.certificate()});
    Path file = folder.resolve("agent.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, SECRET);
    }

    assertIsTheAgent(ClientKeyFile.read(file, Optional.empty(), SECRET));
    assertThatThrownBy(() -> ClientKeyFile.read(file, Optional.empty(), "other".toCharArray()))
        .hasMessageStartingWith(file + ": cannot be read, or another passphrase is needed");
  }

  @Test
  void readsPemInOneFileAndInTwo() throws Exception {
    Path one = pem("one.pem", plain(AGENT.keys()), AGENT.certificate(), CA.certificate());
    Path certificates = pem("certificates.pem", AGENT.certificate(), CA.certificate());
    Path key = pem("key.pem", plain(AGENT.keys()));

    assertIsTheAgent(ClientKeyFile.read(one, Optional.empty(), NONE));
    assertIsTheAgent(ClientKeyFile.read(certificates, Optional.of(key), NONE));
    assertThatThrownBy(() -> ClientKeyFile.read(certificates, Optional.empty(), NONE))
        .hasMessageStartingWith(certificates + ": no key in it (expected: ");
  }

  @Test
  void readsAnEncryptedPemKey() throws Exception {
    Path file =
        pem(
            "encrypted.pem",
            AGENT.certificate(),
            CA.certificate(),
            new JcaPKCS8Generator(
                AGENT.keys().getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPassword(SECRET)
                    .build()));

    assertIsTheAgent(ClientKeyFile.read(file, Optional.empty(), SECRET));
    assertThatThrownBy(() -> ClientKeyFile.read(file, Optional.empty(), NONE))
        .hasMessageContaining("another passphrase is needed");
  }

  @Test
  void refusesAKeyOfAnotherCertificateAndWhatIsNotThere() throws Exception {
    Path certificate = pem("certificate.pem", AGENT.certificate());
    Path another = pem("another.pem", plain(TestPki.ec()));
    Path none = folder.resolve("none.pem");

    assertThatThrownBy(() -> ClientKeyFile.read(certificate, Optional.of(another), NONE))
        .hasMessageStartingWith(certificate + ": the key is another certificate's (expected: ");
    assertThatThrownBy(() -> ClientKeyFile.read(none, Optional.empty(), NONE))
        .hasMessageStartingWith(none + ": no such file (expected: ");
  }
}
