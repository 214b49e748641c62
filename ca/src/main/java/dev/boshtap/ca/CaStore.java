package dev.boshtap.ca;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the root CA of this installation: {@code ca/ca.pem} and {@code ca/ca.key} in the home
 * folder, the key (PKCS #8, PEM, under a passphrase if one is wanted) for its owner only.
 *
 * <p>Both files appear at once, by the renaming of their folder: nobody ever finds half a CA, and
 * of two processes that start together one makes the CA and the other uses it. What is there is
 * replaced only when that is asked for, and kept aside then: a damaged, mismatched, expired or too
 * openly kept CA is refused in words.
 */
public final class CaStore {

  private static final String CERTIFICATE = "ca.pem";
  private static final String KEY = "ca.key";

  /** A name of a folder on any system. */
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path home;
  private final String owner;

  /**
   * The store in a home folder, made when needed.
   *
   * @param home the folder of this installation's state
   */
  public CaStore(Path home) {
    this(home, System.getProperty("user.name", "unknown") + "@" + hostName());
  }

  CaStore(Path home, String owner) {
    this.home = home;
    this.owner = owner;
  }

  /** The folder that holds the two files. */
  public Path folder() {
    return home.resolve("ca");
  }

  private Path certificateFile() {
    return folder().resolve(CERTIFICATE);
  }

  private Path keyFile() {
    return folder().resolve(KEY);
  }

  // --- what is kept ---

  /** The certificate of the CA that is kept here, if there is one; its key is not looked at. */
  public Optional<CaCertificate> certificate() throws CaException {
    if (isEmpty()) {
      return Optional.empty();
    }
    List<X509Certificate> chain = PemFile.read(certificateFile()).certificates();
    try {
      return Optional.of(new CaCertificate(chain));
    } catch (IllegalArgumentException e) {
      throw new CaException(certificateFile() + ": its name constraints cannot be read", e);
    }
  }

  /**
   * The CA that is kept here with its key, if there is one.
   *
   * @param passphrases asked if the key is under a passphrase
   * @throws CaException when no browser would take its leaves, or when others can get at its key
   */
  public Optional<RootCa> load(Instant now, PassphraseSource passphrases) throws CaException {
    if (isEmpty()) {
      return Optional.empty();
    }
    CaFiles.refuseLooseFolder(folder());
    CaFiles.refuseLoose(keyFile());
    List<X509Certificate> chain = PemFile.read(certificateFile()).certificates();
    PemFile.OpenedKey opened = PemFile.read(keyFile()).key(passphrases);
    return Optional.of(CaChecks.assemble(certificateFile(), chain, keyFile(), opened.key(), now));
  }

  /** Whether the key that is kept here is under a passphrase. */
  public boolean isProtected() throws CaException {
    return Files.isRegularFile(keyFile()) && PemFile.read(keyFile()).isEncrypted();
  }

  private boolean isEmpty() throws CaException {
    Path folder = folder();
    if (!Files.exists(folder) || isEmptyFolder(folder)) {
      return true;
    }
    for (Path file : List.of(certificateFile(), keyFile())) {
      if (!Files.isRegularFile(file)) {
        throw new CaException(
            file
                + ": missing (expected: ca.pem and ca.key together; bring it back, or let"
                + " `boshtap ca rotate` make a new CA)");
      }
    }
    return false;
  }

  private static boolean isEmptyFolder(Path folder) throws CaException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new CaException(folder + ": not a readable folder (" + CaFiles.reason(e) + ")", e);
    }
  }

  // --- making and keeping ---

  /** A CA for this user and machine, in memory only. */
  public RootCa create(InstantSource clock, NameLimits limits) {
    return RootCa.create(owner, clock, limits);
  }

  /**
   * The root CA that is kept here, made and kept now if there was none.
   *
   * @param limits of one that is made now
   * @param passphrases asked if the key is under a passphrase; a new key is put under the one that
   *     is {@linkplain PassphraseSource#configured() configured}, if one is
   */
  public RootCa loadOrCreate(InstantSource clock, NameLimits limits, PassphraseSource passphrases)
      throws CaException {
    Optional<RootCa> kept = load(clock.instant(), passphrases);
    if (kept.isPresent()) {
      return kept.get();
    }
    RootCa fresh = create(clock, limits);
    boolean first = keep(fresh, passphrases.configured());
    return first
        ? fresh
        : load(clock.instant(), passphrases).orElseThrow(() -> notWritable("vanished", null));
  }

  /**
   * Keeps a CA where there is none yet.
   *
   * @param passphrase for its key, if it is to be under one
   * @throws CaException if there is one
   */
  public void add(RootCa root, Optional<Passphrase> passphrase) throws CaException {
    requireNone();
    if (!keep(root, passphrase)) {
      throw alreadyThere();
    }
  }

  /**
   * Checks that none is kept here, before anybody is asked for a passphrase of one that is to be.
   *
   * @throws CaException if there is one
   */
  public void requireNone() throws CaException {
    if (!isEmpty()) {
      throw alreadyThere();
    }
  }

  private CaException alreadyThere() {
    return new CaException(
        folder()
            + ": there is a CA already (`boshtap ca show` shows it, `boshtap ca rotate` puts"
            + " another in its place)");
  }

  /**
   * Keeps a CA in the place of the one that is there, whatever state that is in.
   *
   * @param passphrase for its key, if it is to be under one
   * @return where the former one is kept now, if there was one
   */
  public Optional<Path> replace(RootCa root, Optional<Passphrase> passphrase, Instant now)
      throws CaException {
    Path fresh = prepare(root, passphrase);
    try {
      Optional<Path> aside = Optional.empty();
      if (Files.exists(folder()) && !isEmptyFolder(folder())) {
        aside = Optional.of(asideFolder(now));
        Files.move(folder(), aside.get(), ATOMIC_MOVE);
      }
      try {
        if (!moveIntoPlace(fresh)) {
          throw new CaException(folder() + ": another process put a CA there at this moment");
        }
      } catch (IOException e) {
        if (aside.isPresent() && !Files.exists(folder())) {
          Files.move(aside.get(), folder(), ATOMIC_MOVE);
        }
        throw e;
      }
      return aside;
    } catch (CaException e) {
      throw e;
    } catch (IOException e) {
      throw notWritable(CaFiles.reason(e), e);
    } finally {
      discard(fresh);
    }
  }

  private Path asideFolder(Instant now) throws IOException {
    Path old = home.resolve("ca.old");
    OwnerOnlyFiles.createFolders(old);
    Path aside = old.resolve(STAMP.format(now));
    for (int i = 2; Files.exists(aside); i++) {
      aside = old.resolve(STAMP.format(now) + "." + i);
    }
    return aside;
  }

  /** Returns whether it is ours that is kept: another process may have been first. */
  private boolean keep(RootCa root, Optional<Passphrase> passphrase) throws CaException {
    Path fresh = prepare(root, passphrase);
    try {
      return moveIntoPlace(fresh);
    } catch (IOException e) {
      throw notWritable(CaFiles.reason(e), e);
    } finally {
      discard(fresh);
    }
  }

  /** Writes both files into a folder beside the one that they are for. */
  private Path prepare(RootCa root, Optional<Passphrase> passphrase) throws CaException {
    Path fresh = home.resolve("ca." + UUID.randomUUID() + ".new");
    StringBuilder certificates = new StringBuilder();
    root.chain().forEach(certificate -> certificates.append(CaCertificate.pem(certificate)));
    try {
      OwnerOnlyFiles.createFolders(fresh);
      OwnerOnlyFiles.create(
          fresh.resolve(KEY), pkcs8(root, passphrase).getBytes(StandardCharsets.US_ASCII));
      OwnerOnlyFiles.create(
          fresh.resolve(CERTIFICATE), certificates.toString().getBytes(StandardCharsets.US_ASCII));
      return fresh;
    } catch (IOException e) {
      discard(fresh);
      throw notWritable(CaFiles.reason(e), e);
    }
  }

  private boolean moveIntoPlace(Path fresh) throws IOException {
    Path folder = folder();
    try {
      // POSIX renames onto an empty folder, Windows onto none; neither onto one with files in it.
      Files.move(fresh, folder, ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      if (Files.exists(folder.resolve(KEY))) {
        return false;
      }
      Files.deleteIfExists(folder);
      Files.move(fresh, folder, ATOMIC_MOVE);
      return true;
    }
  }

  private static String pkcs8(RootCa root, Optional<Passphrase> passphrase) throws IOException {
    if (passphrase.isEmpty()) {
      return CaCertificate.pem(new JcaPKCS8Generator(root.key(), null));
    }
    byte[] encrypted = KeyEncryption.encrypt(root.key(), passphrase.get()).getEncoded();
    return CaCertificate.pem(new PemObject("ENCRYPTED PRIVATE KEY", encrypted));
  }

  private static void discard(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(KEY));
      Files.deleteIfExists(folder.resolve(CERTIFICATE));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // What is left is the owner's alone and used by nobody; why it failed is said already.
    }
  }

  private CaException notWritable(String reason, @Nullable IOException cause) {
    String line = folder() + ": the root CA cannot be kept there (" + reason + ")";
    return cause == null ? new CaException(line) : new CaException(line, cause);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine whose own name does not resolve
    }
  }
}
