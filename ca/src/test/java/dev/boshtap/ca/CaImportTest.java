package dev.boshtap.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CAs that openssl made, as a company's administrator would hand them over. */
class CaImportTest {

  private static final String SECRET = "sesame";

  @TempDir Path folder;
  private Path key;
  private Path pem;

  @BeforeEach
  void assumeOpenSsl() {
    OpenSsl.assumeInstalled();
    key = folder.resolve("company.key");
    pem = folder.resolve("company.pem");
  }

  private void makeCa(String algorithm, String... extensions) throws Exception {
    List<String> command = new ArrayList<>(List.of("req", "-x509", "-newkey"));
    command.addAll(List.of(algorithm.split(" ")));
    command.addAll(
        List.of("-nodes", "-days", "90", "-subj", "/O=Company/CN=Company CA", "-keyout"));
    command.addAll(List.of(key.toString(), "-out", pem.toString()));
    for (String extension : extensions) {
      command.addAll(List.of("-addext", extension));
    }
    OpenSsl.run(command.toArray(String[]::new));
    ownersAlone(key);
  }

  private static void ownersAlone(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private CaImport.Imported read(Path file, Optional<Path> keyFile, String... typed)
      throws CaException {
    return CaImport.read(file, keyFile, typing(typed), Instant.now());
  }

  private static PassphraseSource typing(String... words) {
    List<String> left = new ArrayList<>(List.of(words));
    return new PassphraseSource() {
      @Override
      public Optional<Passphrase> configured() {
        return Optional.empty();
      }

      @Override
      public Optional<Passphrase> ask(String what) {
        return left.isEmpty() ? Optional.empty() : Optional.of(new Passphrase(left.remove(0)));
      }

      @Override
      public String ways() {
        return "typed";
      }
    };
  }

  private static void assertSigns(RootCa root) throws Exception {
    Leaf leaf = new LeafMinter(root, Instant::now, 1).leafFor("finesse.example.com");
    leaf.certificate().verify(root.certificate().getPublicKey());
    assertThat(leaf.chain()).startsWith(leaf.certificate(), root.certificate());
  }

  @ParameterizedTest
  @CsvSource({
    "rsa:2048, SHA256withRSA",
    "ec -pkeyopt ec_paramgen_curve:P-256, SHA256withECDSA",
    "ec -pkeyopt ec_paramgen_curve:P-384, SHA384withECDSA"
  })
  void takesPemWithKeysOfTheUsualKinds(String algorithm, String signature) throws Exception {
    makeCa(algorithm, "keyUsage=critical,keyCertSign");
    CaImport.Imported imported = read(pem, Optional.of(key));

    assertSigns(imported.root());
    assertThat(imported.passphrase()).isEmpty();
    Leaf leaf = new LeafMinter(imported.root(), Instant::now, 1).leafFor("a.example");
    assertThat(leaf.certificate().getSigAlgName()).isEqualTo(signature);
  }

  @Test
  void takesOneFileOfBothAndKeysOfEitherForm() throws Exception {
    makeCa("rsa:2048");
    Path old = folder.resolve("old.key");
    OpenSsl.run("rsa", "-in", key.toString(), "-traditional", "-out", old.toString());
    Path both = folder.resolve("both.pem");
    Files.writeString(both, Files.readString(old) + Files.readString(pem));
    ownersAlone(both);

    assertSigns(read(both, Optional.empty()).root());
  }

  @Test
  void takesPkcs12AndAnEncryptedKeyWithTheirPassphrase() throws Exception {
    makeCa("rsa:2048");
    Path p12 = folder.resolve("company.p12");
    OpenSsl.run(
        "pkcs12",
        "-export",
        "-in",
        pem.toString(),
        "-inkey",
        key.toString(),
        "-out",
        p12.toString(),
        "-passout",
        "pass:" + SECRET);
    ownersAlone(p12);
    Path locked = folder.resolve("locked.key");
    OpenSsl.run(
        "pkcs8",
        "-topk8",
        "-v2",
        "aes256",
        "-in",
        key.toString(),
        "-out",
        locked.toString(),
        "-passout",
        "pass:" + SECRET);
    ownersAlone(locked);

    for (CaImport.Imported imported :
        List.of(
            read(p12, Optional.empty(), "wrong", SECRET),
            read(pem, Optional.of(locked), "wrong", SECRET))) {
      assertSigns(imported.root());
      assertThat(imported.passphrase()).contains(new Passphrase(SECRET));
    }
    assertRefused(p12, Optional.empty(), p12 + ": needs its passphrase (expected: typed)");
    assertThatThrownBy(() -> read(pem, Optional.of(locked), "1", "2", "3", SECRET))
        .hasMessage(locked + ": not opened by the passphrase that was given");
  }

  @Test
  void anIssuingCaBringsThoseAboveIt() throws Exception {
    makeCa("ec -pkeyopt ec_paramgen_curve:P-256", "keyUsage=critical,keyCertSign");
    Path subKey = folder.resolve("sub.key");
    Path sub = folder.resolve("sub.pem");
    OpenSsl.run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "60",
        "-subj",
        "/CN=Company Issuing CA",
        "-CA",
        pem.toString(),
        "-CAkey",
        key.toString(),
        "-addext",
        "basicConstraints=critical,CA:TRUE,pathlen:0",
        "-keyout",
        subKey.toString(),
        "-out",
        sub.toString());
    ownersAlone(subKey);
    Files.writeString(sub, Files.readString(pem) + Files.readString(sub));
    RootCa issuing = read(sub, Optional.of(subKey)).root();

    assertThat(issuing.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=Company Issuing CA");
    assertThat(issuing.chain()).hasSize(2);
    assertThat(new LeafMinter(issuing, Instant::now, 1).leafFor("a.example").chain()).hasSize(3);
    CaStore store = new CaStore(folder.resolve("home"));
    store.add(issuing, Optional.empty());
    assertThat(store.load(Instant.now(), PassphraseSource.NONE).orElseThrow().chain())
        .isEqualTo(issuing.chain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rsa:2048|basicConstraints=critical,CA:FALSE|: not a CA (expected: a certificate that may"
            + " sign others)",
        "rsa:2048|keyUsage=critical,digitalSignature|: its key usage does not let it sign"
            + " certificates (expected: keyCertSign)",
        "rsa:2048|extendedKeyUsage=clientAuth|: its extended key usage leaves out servers"
            + " (expected: serverAuth, or none)",
        "rsa:1024|keyUsage=keyCertSign|: RSA key of 1024 bits (expected: EC of 256 bits or more, or"
            + " RSA of 2048 or more)",
        "ed25519|keyUsage=keyCertSign|: EdDSA key"
      })
  void refusesWhatNoBrowserWouldTake(String algorithm, String extension, String message)
      throws Exception {
    makeCa(algorithm, extension);

    if (algorithm.equals("ed25519")) {
      assertThatThrownBy(() -> read(pem, Optional.of(key))).isInstanceOf(CaException.class);
    } else {
      assertRefused(pem, Optional.of(key), pem + message);
    }
  }

  @Test
  void refusesAnotherKeyAnEndedLifeAndNoKey() throws Exception {
    makeCa("rsa:2048");
    Path other = folder.resolve("other.key");
    OpenSsl.run("genrsa", "-out", other.toString(), "2048");
    ownersAlone(other);

    assertRefused(
        pem, Optional.of(other), other + ": not the key of company.pem (expected: a pair)");
    assertRefused(
        pem, Optional.empty(), pem + ": no private key in it (expected: one, or --from-key FILE)");
    assertThatThrownBy(
            () ->
                CaImport.read(
                    pem,
                    Optional.of(key),
                    PassphraseSource.NONE,
                    Instant.now().plusSeconds(91 * 86_400)))
        .hasMessageStartingWith(pem + ": expired on ");
    Path nonsense = Files.writeString(folder.resolve("nonsense"), "hello");
    ownersAlone(nonsense);
    assertRefused(nonsense, Optional.empty(), nonsense + ": neither PEM nor PKCS #12");
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws Exception {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "not POSIX");
    makeCa("rsa:2048");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertRefused(pem, Optional.of(key), key + ": mode 644 (expected: 600, its owner only)");
  }

  @Test
  void saysWhichEncryptionItDoesNotRead() throws Exception {
    makeCa("rsa:2048");
    for (String scheme : List.of("-scrypt", "-v1 PBE-SHA1-3DES")) {
      Path locked = folder.resolve("locked.key");
      OpenSsl.run(
          Stream.of("pkcs8 -topk8 -passout pass:x " + scheme + " -in " + key + " -out " + locked)
              .flatMap(text -> Stream.of(text.split(" ")))
              .toArray(String[]::new));
      ownersAlone(locked);
      assertRefused(
          pem,
          Optional.of(locked),
          locked + ": encrypted in a way that is not read here (expected");
    }
  }

  private void assertRefused(Path file, Optional<Path> keyFile, String message) {
    assertThatThrownBy(() -> read(file, keyFile))
        .isInstanceOf(CaException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }
}
