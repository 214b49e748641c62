package dev.boshtap.exporters.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copying and reading up to a limit, for packed data that may unpack to anything. */
public final class Bounded {

  private static final int PIECE = 1 << 16;

  private Bounded() {}

  /**
   * Copies what is there, up to {@code most} bytes.
   *
   * @return whether there is more
   */
  public static boolean copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] piece = new byte[PIECE];
    long left = most;
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      if (n > left) {
        out.write(piece, 0, (int) left);
        return true;
      }
      out.write(piece, 0, n);
      left -= n;
    }
    return false;
  }

  /** Reads on to the end, or for {@code most} bytes; gives how many bytes those were. */
  public static long skip(InputStream in, long most) throws IOException {
    byte[] piece = new byte[PIECE];
    long skipped = 0;
    while (skipped < most) {
      int n = in.read(piece, 0, (int) Math.min(piece.length, most - skipped));
      if (n < 0) {
        break;
      }
      skipped += n;
    }
    return skipped;
  }
}
