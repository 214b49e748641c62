package dev.boshtap.ca;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemGenerationException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the root CA of this installation: {@code ca/ca.pem} and {@code ca/ca.key} in the home
 * folder, the key (PKCS #8, PEM) for its owner only.
 *
 * <p>Both files appear at once, by the renaming of their folder: nobody ever finds half a CA, and
 * of two processes that start together one makes the CA and the other uses it. What is there is
 * never replaced: a damaged, mismatched, expired or too openly kept CA is refused in words.
 */
public final class CaStore {

  private static final String CERTIFICATE = "ca.pem";
  private static final String KEY = "ca.key";

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

  /** The root CA that is kept here, made and kept now if there was none. */
  public RootCa loadOrCreate(InstantSource clock) throws CaException {
    Optional<RootCa> kept = load(clock.instant());
    if (kept.isPresent()) {
      return kept.get();
    }
    RootCa fresh = RootCa.create(owner, clock);
    boolean first = keep(fresh);
    return first ? fresh : load(clock.instant()).orElseThrow(() -> notWritable("vanished", null));
  }

  /** The root CA that is kept here, if there is one. */
  public Optional<RootCa> load(Instant now) throws CaException {
    Path folder = folder();
    if (!Files.exists(folder) || isEmptyFolder(folder)) {
      return Optional.empty();
    }
    Path certificateFile = folder.resolve(CERTIFICATE);
    Path keyFile = folder.resolve(KEY);
    for (Path file : List.of(certificateFile, keyFile)) {
      if (!Files.isRegularFile(file)) {
        throw new CaException(
            file
                + ": missing (expected: ca.pem and ca.key together; bring it back, or move "
                + folder
                + " away to have a new CA made)");
      }
    }
    return Optional.of(CaFiles.read(certificateFile, keyFile, now));
  }

  private static boolean isEmptyFolder(Path folder) throws CaException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new CaException(folder + ": not a readable folder (" + CaFiles.reason(e) + ")", e);
    }
  }

  /** Returns whether it is ours that is kept: another process may have been first. */
  private boolean keep(RootCa root) throws CaException {
    Path fresh = home.resolve("ca." + UUID.randomUUID() + ".new");
    try {
      OwnerOnlyFiles.createFolders(fresh);
      OwnerOnlyFiles.create(fresh.resolve(KEY), pkcs8(root).getBytes(StandardCharsets.US_ASCII));
      OwnerOnlyFiles.create(
          fresh.resolve(CERTIFICATE), root.pem().getBytes(StandardCharsets.US_ASCII));
      return moveIntoPlace(fresh);
    } catch (IOException e) {
      throw notWritable(CaFiles.reason(e), e);
    } finally {
      discard(fresh);
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

  private static String pkcs8(RootCa root) throws PemGenerationException {
    return RootCa.pem(new JcaPKCS8Generator(root.key(), null));
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
    return new CaException(folder() + ": the root CA cannot be kept there (" + reason + ")", cause);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine whose own name does not resolve
    }
  }
}
