package dev.boshtap.exporters.saz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Golden;
import dev.boshtap.exporters.Sessions;
import dev.boshtap.exporters.Told;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.Passwords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SazReaderTest {

  private static final Path FIDDLER = Golden.RESOURCES.resolve("captures").resolve("fiddler.saz");
  private static final String PASSWORD = "grüner Tee";

  @TempDir private Path folder;

  private static Told told(Path file, Passwords passwords) throws IOException {
    return Told.by(SazReader.open(file, passwords, CaptureLimits.DEFAULTS));
  }

  private Path plain() {
    return Sessions.zip(FIDDLER, folder.resolve("plain.saz"));
  }

  private Path zip(String... namesAndTexts) throws IOException {
    Path file = folder.resolve("made.saz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(
      value = EncryptionMethod.class,
      names = {"AES", "ZIP_STANDARD"})
  void aLockedArchiveTellsTheSameOnceItsPasswordIsKnown(EncryptionMethod method)
      throws IOException {
    Path locked = Sessions.locked(FIDDLER, folder.resolve("locked.saz"), method, PASSWORD);
    List<Integer> asked = new ArrayList<>();
    Passwords passwords =
        (file, attempt) -> {
          asked.add(attempt);
          return Optional.of((attempt < 3 ? "wrong" : PASSWORD).toCharArray());
        };

    assertThat(told(locked, passwords).wireLines())
        .isEqualTo(told(plain(), Passwords.NONE).wireLines());
    assertThat(asked).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @EnumSource(
      value = EncryptionMethod.class,
      names = {"AES", "ZIP_STANDARD"})
  void aLockedArchiveWithoutItsPasswordIsOneLine(EncryptionMethod method) {
    Path locked = Sessions.locked(FIDDLER, folder.resolve("locked.saz"), method, PASSWORD);

    assertThatThrownBy(() -> told(locked, Passwords.NONE))
        .isInstanceOf(CaptureException.class)
        .hasMessage(locked + ": encrypted (expected: its password)");
    assertThatThrownBy(() -> told(locked, (file, attempt) -> Optional.of("no".toCharArray())))
        .isInstanceOf(CaptureException.class)
        .hasMessage(locked + ": the password is wrong");
  }

  @Test
  void noWrongPasswordOfManyIsTakenForTheRightOne() {
    Path locked =
        Sessions.locked(
            FIDDLER, folder.resolve("locked.saz"), EncryptionMethod.ZIP_STANDARD, PASSWORD);
    AtomicInteger tried = new AtomicInteger();
    Passwords wrong =
        (file, attempt) -> Optional.of(("no" + tried.incrementAndGet()).toCharArray());

    // ZipCrypto itself takes one of 256 for right.
    while (tried.get() < 1_200) {
      assertThatThrownBy(() -> told(locked, wrong))
          .as("after %s", tried)
          .isInstanceOf(CaptureException.class)
          .hasMessage(locked + ": the password is wrong");
    }
  }

  @Test
  void anArchiveCutAnywhereTellsWhatIsWholeOfItAndThatItIsCut() throws IOException {
    byte[] whole = Files.readAllBytes(plain());
    int all = told(plain(), Passwords.NONE).wire().size();
    Path cut = folder.resolve("cut.saz");
    int last = 0;
    for (int length = 2_000; length < whole.length - 30; length += 997) {
      Files.write(cut, Arrays.copyOf(whole, length));
      Told told = told(cut, Passwords.NONE);

      assertThat(told.isDamaged()).isTrue();
      assertThat(told.losses())
          .extracting(Observation.Loss::what)
          .anyMatch(what -> what.startsWith("the file is damaged or cut after "));
      assertThat(told.wire().size()).isBetween(last, all);
      last = told.wire().size();
    }
    assertThat(last).isEqualTo(all);
  }

  @Test
  void aZipOfSomethingElseIsOneLine() throws IOException {
    Path file = zip("word/document.xml", "<x/>");

    assertThatThrownBy(() -> told(file, Passwords.NONE))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith(file + ": a ZIP, but not a SAZ");
  }

  @Test
  void aBodyWithoutEndIsCutAndSaid() throws IOException {
    CaptureLimits limits = new CaptureLimits(1 << 30, 1 << 20, 1 << 16);
    String bomb = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + " ".repeat(50 << 20);
    Path file =
        zip(
            "raw/1_c.txt",
            "GET https://finesse1.example.com:8445/desktop HTTP/1.1\r\n\r\n",
            "raw/1_s.txt",
            bomb);
    assertThat(Files.size(file)).isLessThan(100_000);

    Told told = Told.by(SazReader.open(file, Passwords.NONE, limits));

    assertThat(told.wire())
        .filteredOn(WireEvent.ResponseBytes.class::isInstance)
        .singleElement()
        .satisfies(
            event ->
                assertThat(((WireEvent.ResponseBytes) event).bytes().length)
                    .isLessThanOrEqualTo(limits.body() + limits.entry()));
    assertThat(told.losses())
        .extracting(Observation.Loss::what)
        .contains("bodies larger than 1 MB, cut");
  }

  @Test
  void sessionsWithoutMetadataAreToldInTheirOrder() throws IOException {
    Path file =
        zip(
            "raw/02_c.txt",
            "GET /b HTTP/1.1\r\nHost: b.example\r\n\r\n",
            "raw/02_s.txt",
            "HTTP/1.1 204 No Content\r\n\r\n",
            "raw/01_c.txt",
            "GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n",
            "raw/01_s.txt",
            "HTTP/1.1 204 No Content\r\n\r\n",
            "raw/03_c.txt",
            "",
            "raw/04_s.txt",
            "HTTP/1.1 200 OK\r\n\r\n");

    Told told = told(file, Passwords.NONE);

    assertThat(told.wire())
        .filteredOn(WireEvent.Started.class::isInstance)
        .extracting(event -> ((WireEvent.Started) event).head().target())
        .containsExactly("/a", "/b");
    assertThat(told.losses())
        .extracting(Observation.Loss::what)
        .contains(
            "sessions that do not say when they were, told as after the one before",
            "sessions that do not say which server they went to",
            "sessions without a request");
  }
}
