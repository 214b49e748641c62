package dev.boshtap.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaStoreTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path temp;
  private Path home;
  private CaStore store;

  @BeforeEach
  void newHome() {
    home = temp.resolve("not/there/yet");
    store = new CaStore(home, "anna@desk-7");
  }

  private static X509Certificate load(CaStore store) throws CaException {
    return loadOrCreate(store, CLOCK).certificate();
  }

  private static RootCa loadOrCreate(CaStore store, InstantSource clock) throws CaException {
    return store.loadOrCreate(clock, NameLimits.NONE, PassphraseSource.NONE);
  }

  @Test
  void makesTheCaOnceAndKeepsIt() throws Exception {
    X509Certificate made = load(store);

    assertThat(load(store)).isEqualTo(made);
    assertThat(load(new CaStore(home, "somebody@else"))).isEqualTo(made);
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).map(home::relativize).map(Path::toString))
          .containsExactlyInAnyOrder("ca/ca.key", "ca/ca.pem");
    }
  }

  @Test
  void aKeptCaStillSigns() throws Exception {
    load(store);
    RootCa kept = loadOrCreate(store, CLOCK);

    Leaf leaf = new LeafMinter(kept, CLOCK, 1).leafFor("finesse.example.com");

    leaf.certificate().verify(kept.certificate().getPublicKey());
  }

  @Test
  void loadingAloneMakesNothing() throws Exception {
    assertThat(store.load(NOW, PassphraseSource.NONE)).isEmpty();
    assertThat(store.certificate()).isEmpty();
    assertThat(home).doesNotExist();
  }

  @Test
  void usesAnEmptyFolderThatIsThereAlready() throws Exception {
    Files.createDirectories(store.folder());

    assertThat(load(store)).isEqualTo(load(store));
  }

  @Test
  void keyIsItsOwnersAlone() throws Exception {
    assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "not POSIX");
    load(store);

    assertThat(modeOf(store.folder())).isEqualTo("rwx------");
    assertThat(modeOf(store.folder().resolve("ca.key"))).isEqualTo("rw-------");
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws Exception {
    assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "not POSIX");
    load(store);
    Path key = store.folder().resolve("ca.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertRefused(key + ": mode 640 (expected: 600, its owner only)");
  }

  @Test
  void onWindowsTheKeysAccessControlListNamesItsOwnerAlone() throws Exception {
    assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("acl"), "not Windows");
    load(store);
    Path key = store.folder().resolve("ca.key");

    assertThat(Files.getFileAttributeView(key, AclFileAttributeView.class).getAcl())
        .extracting(AclEntry::principal)
        .containsExactly(Files.getOwner(key));
  }

  @Test
  void onWindowsAKeyOpenToOthersIsRefused() throws Exception {
    load(store);
    try (FileSystem windows = windows()) {
      CaStore copy = new CaStore(windows.getPath("C:\\Users\\anna\\boshtap"), "anna@desk-7");
      Files.createDirectories(copy.folder());
      for (String name : List.of("ca.pem", "ca.key")) {
        Files.copy(store.folder().resolve(name), copy.folder().resolve(name));
      }
      Path key = copy.folder().resolve("ca.key");
      var acl = Files.getFileAttributeView(key, AclFileAttributeView.class);
      acl.setOwner(principal(windows, "anna"));

      acl.setAcl(List.of(allowed(windows, "anna"), allowed(windows, "NT AUTHORITY\\SYSTEM")));
      assertThat(load(copy)).isEqualTo(load(store));

      acl.setAcl(List.of(allowed(windows, "anna"), allowed(windows, "BUILTIN\\Users")));
      assertThatThrownBy(() -> load(copy))
          .isInstanceOf(CaException.class)
          .hasMessage(key + ": open to BUILTIN\\Users (expected: its owner, anna, only)");
    }
  }

  @Test
  void refusesHalfACaAndLeavesItAlone() throws Exception {
    load(store);
    Path key = store.folder().resolve("ca.key");
    Path certificate = store.folder().resolve("ca.pem");
    String kept = Files.readString(certificate);
    Files.delete(key);

    assertRefused(key + ": missing (expected: ca.pem and ca.key together");
    assertThat(certificate).hasContent(kept);
    assertThat(key).doesNotExist();
  }

  @Test
  void refusesDamagedFiles() throws Exception {
    load(store);
    Path key = store.folder().resolve("ca.key");
    Path certificate = store.folder().resolve("ca.pem");
    String wholeKey = Files.readString(key);
    String wholeCertificate = Files.readString(certificate);
    for (String damaged : List.of("", "hello", wholeKey.substring(0, 70), wholeCertificate)) {
      Files.writeString(key, damaged);
      assertRefused(key + ": damaged (expected: a private key, PKCS #8 PEM)");
    }
    Files.writeString(key, wholeKey);
    for (String damaged : List.of("", "hello", wholeCertificate.substring(0, 90), wholeKey)) {
      Files.writeString(certificate, damaged);
      assertRefused(certificate + ": damaged (expected: an X.509 certificate, PEM)");
    }
  }

  @Test
  void refusesAKeyOfAnotherCa() throws Exception {
    load(store);
    CaStore other = new CaStore(temp.resolve("other"), "anna@desk-7");
    load(other);
    Path key = store.folder().resolve("ca.key");
    Files.write(key, Files.readAllBytes(other.folder().resolve("ca.key")));

    assertRefused(key + ": not the key of ca.pem (expected: a pair)");
  }

  @Test
  void refusesAnExpiredCa() throws Exception {
    load(store);

    assertThatThrownBy(
            () -> loadOrCreate(store, InstantSource.fixed(NOW.plus(Duration.ofDays(730)))))
        .isInstanceOf(CaException.class)
        .hasMessageContaining(
            "ca.pem: expired on 2028-03-02T05:06:07Z (`boshtap ca rotate` makes a new CA");
  }

  @Test
  void refusesAFolderInWhichOthersCouldPutTheirs() throws Exception {
    assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "not POSIX");
    load(store);
    Files.setPosixFilePermissions(store.folder(), PosixFilePermissions.fromString("rwxrwx---"));

    assertRefused(store.folder() + ": mode 770 (expected: 700, changed by its owner only)");
  }

  @Test
  void aKeyUnderAPassphraseOpensWithItAlone() throws Exception {
    PassphraseSource sesame = configured("s\u00e9same");
    RootCa made = store.loadOrCreate(CLOCK, NameLimits.NONE, sesame);
    Path key = store.folder().resolve("ca.key");

    assertThat(key).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(store.isProtected()).isTrue();
    assertThat(store.certificate().orElseThrow().certificate()).isEqualTo(made.certificate());
    RootCa opened = store.load(NOW, sesame).orElseThrow();
    new LeafMinter(opened, CLOCK, 1)
        .leafFor("a.example")
        .certificate()
        .verify(made.certificate().getPublicKey());
    assertThatThrownBy(() -> store.load(NOW, configured("simsalabim")))
        .hasMessage(key + ": not opened by the passphrase that was given");
    assertRefused(key + ": needs its passphrase (expected: no passphrase)");
  }

  @Test
  void opensslOpensAKeyUnderAPassphrase() throws Exception {
    OpenSsl.assumeInstalled();
    store.loadOrCreate(CLOCK, NameLimits.NONE, configured("sesame"));
    String key = store.folder().resolve("ca.key").toString();

    assertThat(OpenSsl.run("pkey", "-in", key, "-passin", "pass:sesame", "-noout", "-text_pub"))
        .contains("prime256v1");
  }

  private static PassphraseSource configured(String secret) {
    return new PassphraseSource() {
      @Override
      public Optional<Passphrase> configured() {
        return Optional.of(new Passphrase(secret));
      }

      @Override
      public Optional<Passphrase> ask(String what) {
        throw new AssertionError("asked for " + what);
      }

      @Override
      public String ways() {
        return "configured";
      }
    };
  }

  @Test
  void replacingKeepsTheFormerAside() throws Exception {
    X509Certificate first = load(store);
    RootCa second = store.create(CLOCK, NameLimits.NONE);
    Path aside = store.replace(second, Optional.empty(), NOW).orElseThrow();

    assertThat(aside).isEqualTo(home.resolve("ca.old").resolve("2026-03-04T050607Z"));
    assertThat(load(store)).isEqualTo(second.certificate());
    assertThat(Files.readString(aside.resolve("ca.pem"))).isEqualTo(CaCertificate.pem(first));
    assertThat(aside.resolve("ca.key")).exists();
    Path again = store.replace(store.create(CLOCK, NameLimits.NONE), Optional.empty(), NOW).get();
    assertThat(again).isEqualTo(home.resolve("ca.old").resolve("2026-03-04T050607Z.2"));
  }

  @Test
  void replacesOneThatIsOfNoUse() throws Exception {
    load(store);
    Files.delete(store.folder().resolve("ca.key"));
    RootCa fresh = store.create(CLOCK, NameLimits.NONE);

    assertThat(store.replace(fresh, Optional.empty(), NOW)).isPresent();
    assertThat(load(store)).isEqualTo(fresh.certificate());
    assertThatThrownBy(() -> store.add(fresh, Optional.empty()))
        .hasMessageStartingWith(store.folder() + ": there is a CA already (");
  }

  @Test
  void noKeyIsTheSameInTwoInstalls() throws Exception {
    RootCa here = loadOrCreate(store, CLOCK);
    RootCa there = loadOrCreate(new CaStore(temp.resolve("other"), "anna@desk-7"), CLOCK);

    assertThat(there.certificate().getPublicKey()).isNotEqualTo(here.certificate().getPublicKey());
    assertThat(new LeafMinter(there, CLOCK, 1).leafFor("a.example").key())
        .isNotEqualTo(new LeafMinter(here, CLOCK, 1).leafFor("a.example").key());
  }

  @Test
  void saysWhyItCannotKeepACa() throws Exception {
    Files.writeString(temp.resolve("not"), "a file");

    assertRefused(store.folder() + ": the root CA cannot be kept there (");
  }

  @Test
  void manyThatStartAtOnceUseOneCa() throws Exception {
    int starters = 8;
    CyclicBarrier together = new CyclicBarrier(starters);
    ExecutorService pool = Executors.newFixedThreadPool(starters);
    try {
      List<Future<X509Certificate>> starts = new ArrayList<>();
      for (int i = 0; i < starters; i++) {
        CaStore own = new CaStore(home, "anna@desk-" + i);
        starts.add(
            pool.submit(
                () -> {
                  together.await(10, TimeUnit.SECONDS);
                  return load(own);
                }));
      }
      Set<X509Certificate> used = new HashSet<>();
      for (Future<X509Certificate> start : starts) {
        used.add(start.get(10, TimeUnit.SECONDS));
      }

      assertThat(used).containsExactly(load(store));
      try (Stream<Path> left = Files.list(home)) {
        assertThat(left).containsExactly(store.folder());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> load(store))
        .isInstanceOf(CaException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static FileSystem windows() {
    return Jimfs.newFileSystem(
        Configuration.windows().toBuilder().setAttributeViews("basic", "owner", "acl").build());
  }

  private static UserPrincipal principal(FileSystem system, String name) throws IOException {
    return system.getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  private static AclEntry allowed(FileSystem system, String name) throws IOException {
    return AclEntry.newBuilder()
        .setType(AclEntryType.ALLOW)
        .setPrincipal(principal(system, name))
        .setPermissions(AclEntryPermission.READ_DATA)
        .build();
  }
}
