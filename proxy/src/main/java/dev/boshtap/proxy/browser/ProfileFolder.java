package dev.boshtap.proxy.browser;

import dev.boshtap.ca.truststore.Machine;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a profile that is thrown away, for its owner only.
 *
 * @param path the folder
 */
record ProfileFolder(Path path) {

  private static final String PREFIX = "boshtap-browser-";

  /**
   * A browser that was just ended may still have helpers that write: so often is deleting tried.
   */
  private static final int ATTEMPTS = 50;

  static ProfileFolder create(Machine machine, Browser browser) throws IOException {
    if (browser.snap().isEmpty()) {
      return new ProfileFolder(Files.createTempDirectory(PREFIX));
    }
    // A snap has a /tmp of its own, and sees of the home folder what is not hidden.
    Path own = machine.userHome().resolve("snap").resolve(browser.snap().get()).resolve("common");
    return new ProfileFolder(Files.createTempDirectory(Files.createDirectories(own), PREFIX));
  }

  /** Where what the browser prints goes. */
  Path output() {
    return path.resolve("boshtap-browser.log");
  }

  /** Deletes it with all that is in it. */
  void delete() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        deleteTree();
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void deleteTree() throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // gone in the meantime
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
