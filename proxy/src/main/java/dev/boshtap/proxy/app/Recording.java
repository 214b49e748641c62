package dev.boshtap.proxy.app;

import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureFolder;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.PseudonymKeys;
import dev.boshtap.exporters.store.Retention;
import dev.boshtap.exporters.store.Rotation;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The capture of a run: where it goes, what it says of itself, and what is told of it. */
final class Recording implements CaptureNews {

  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

  private final Config config;
  private final Redactor redactor;
  private final Consumer<String> say;
  private final PseudonymKeys keys;
  private volatile String id = "";

  private Recording(Config config, Redactor redactor, Consumer<String> say) {
    this.config = config;
    this.redactor = redactor;
    this.say = say;
    keys = keys(config);
  }

  /** The keys of what was recorded under these settings. */
  static PseudonymKeys keys(Config config) {
    return new PseudonymKeys(config.home().resolve("pseudonym-keys"));
  }

  /**
   * Begins a capture, in the file that is asked for or a new one in the folder of captures.
   *
   * @param redactor what all that it is given went through
   * @param say tells a person at once
   */
  static CaptureSink begin(Config config, Redactor redactor, Consumer<String> say)
      throws IOException {
    Recording recording = new Recording(config, redactor, say);
    Config.Capture settings = config.output().capture();
    String host = hostName();
    Path file;
    if (settings.file().isPresent()) {
      file = settings.file().get();
      keepEarlier(file, say);
    } else {
      recording.prune();
      file =
          new CaptureFolder(config.captures()).newFile(Instant.now(), ZoneId.systemDefault(), host);
    }
    CaptureSink capture =
        new CaptureSink(
            file,
            new CaptureOptions(
                Outputs.version(),
                host,
                redactor.policy(),
                config.recording().bodyLimit().bytes(),
                new Rotation(settings.rotateSize().bytes(), settings.rotateAge()),
                settings.queueBytes().bytes()),
            TimeSource.SYSTEM,
            recording);
    recording.id = capture.id();
    recording.keepKey();
    return capture;
  }

  /** Whoever records may ask for agents by their names afterwards. */
  private void keepKey() {
    if (redactor.policy() != RedactionPolicy.PERSONAL || id.isEmpty()) {
      return;
    }
    try {
      keys.keep(id, redactor.key(), Instant.now());
      keys.prune(config.output().capture().keepAge(), Instant.now());
    } catch (IOException e) {
      LOG.warn("agents of {} cannot be asked for by name: {}", id, e.getMessage());
    }
  }

  /** A capture of that name is kept under another, unless somebody is writing it. */
  private static void keepEarlier(Path file, Consumer<String> say) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return;
    }
    CaptureFolder.requireFree(file);
    CaptureFolder.settle(file);
    OutputFiles.setAside(file)
        .ifPresent(kept -> say.accept("boshtap: the earlier %s is now %s".formatted(file, kept)));
  }

  private void prune() {
    Config.Capture settings = config.output().capture();
    Retention retention = new Retention(settings.keepSize().bytes(), settings.keepAge());
    try {
      for (CaptureFolder.Stored gone :
          new CaptureFolder(config.captures()).prune(retention, Instant.now(), true)) {
        say.accept("boshtap: removed the old capture " + gone.file());
      }
    } catch (IOException e) {
      LOG.warn("old captures could not be removed: {}", e.getMessage());
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public void suspended(Path file, String reason) {
    say.accept(
        "boshtap: RECORDING STOPPED: %s: %s; forwarding goes on, and recording when it can"
            .formatted(file, reason));
  }

  @Override
  public void resumed(Path file, long lost) {
    say.accept("boshtap: recording again: %s; %d observations were lost".formatted(file, lost));
  }

  @Override
  public void rotated(Path from, Path to) {
    say.accept("boshtap: the capture goes on in " + to);
    keepKey();
    if (config.output().capture().file().isEmpty()) {
      prune();
    }
  }

  @Override
  public void behind(Path file, Duration age) {
    say.accept(
        "boshtap: recording is %.1f s behind (expected: less than 1): this machine or its disk is too busy"
            .formatted(age.toMillis() / 1e3));
  }
}
