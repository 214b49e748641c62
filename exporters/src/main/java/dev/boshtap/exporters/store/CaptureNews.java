package dev.boshtap.exporters.store;

import java.nio.file.Path;
import java.time.Duration;

/** What whoever records should be told at once. Called by the thread that writes. */
public interface CaptureNews {

  /** Nothing can be written for now, for this reason; forwarding goes on, and so do attempts. */
  void suspended(Path file, String reason);

  /**
   * Writing goes on.
   *
   * @param lost how many observations were lost meanwhile
   */
  void resumed(Path file, long lost);

  /** The recording goes on in another file. */
  void rotated(Path from, Path to);

  /**
   * What is observed reached the disk later than the second that is promised: the machine is too
   * busy, or the disk too slow. Told once in a while as long as it lasts.
   *
   * @param age how old the oldest was when it was on the disk
   */
  void behind(Path file, Duration age);

  /** Tells nobody. */
  CaptureNews NONE =
      new CaptureNews() {
        @Override
        public void suspended(Path file, String reason) {}

        @Override
        public void resumed(Path file, long lost) {}

        @Override
        public void rotated(Path from, Path to) {}

        @Override
        public void behind(Path file, Duration age) {}
      };
}
