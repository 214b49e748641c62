package dev.boshtap.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it knows no modes")
class PrivateFilesTest {

  @TempDir private Path folder;

  @Test
  void everyFolderThatIsMadeIsItsOwnersAlone() throws IOException {
    Path inner = folder.resolve("home/boshtap/captures");

    PrivateFiles.createFolder(inner);

    assertThat(mode(inner)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("home"))).isEqualTo("rwx------");
  }

  @Test
  void aFileThatWasOpenToOthersIsItsOwnersAloneAndEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("a.har"), "of last week");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    PrivateFiles.create(file).close();

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(file).isEmptyFile();
  }

  @Test
  void aLogThatIsThereStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("boshtap.log"), "of last week");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    PrivateFiles.createLog(file);

    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(file).hasContent("of last week");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
