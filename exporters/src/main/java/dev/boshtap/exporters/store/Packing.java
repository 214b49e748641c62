package dev.boshtap.exporters.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what is kept: Zstandard (RFC 8878) with a dictionary of what Finesse says all the
 * time, without which a body of a kilobyte has nothing to be compared with. The dictionary is kept
 * in each capture, so that any Zstandard library reads it. Used by one thread.
 */
final class Packing implements AutoCloseable {

  /**
   * One of the fast ones: for what the dictionary knows most of, it takes half the time that level
   * 1 takes, and a tenth more room.
   */
  private static final int LEVEL = -5;

  /** No record comes near it: heads are bounded, and what was said lies elsewhere. */
  private static final int LONGEST_RECORD = 16 << 20;

  /** The most that can be asked to be kept of one body ({@code recording.body-limit}). */
  private static final long LONGEST_BODY = 1 << 30;

  /** A body that takes more of the memory there is than this would leave none for its reader. */
  private static final long SHARE = Runtime.getRuntime().maxMemory() / 8;

  /** For most of what is packed; what may become longer has memory of its own. */
  private final byte[] room = new byte[16 << 10];

  private final ZstdCompressCtx packing = new ZstdCompressCtx();
  private final ZstdDecompressCtx unpacking = new ZstdDecompressCtx();
  private final ZstdDictCompress packed;
  private final ZstdDictDecompress unpacked;

  /** With the dictionary that a capture holds. */
  Packing(byte[] dictionary) {
    packed = new ZstdDictCompress(dictionary, LEVEL);
    unpacked = new ZstdDictDecompress(dictionary);
    packing.setLevel(LEVEL).setDictID(false).loadDict(packed);
    unpacking.loadDict(unpacked);
  }

  /** With the dictionary that new captures begin with. */
  static Packing fresh() {
    return new Packing(freshDictionary());
  }

  /** The dictionary that new captures begin with. */
  static byte[] freshDictionary() {
    try (InputStream in = Packing.class.getResourceAsStream("dictionary.txt")) {
      if (in == null) {
        throw new IllegalStateException("dictionary.txt is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("dictionary.txt cannot be read", e);
    }
  }

  byte[] pack(byte[] bytes) {
    int most = Math.toIntExact(Zstd.compressBound(bytes.length));
    byte[] into = most <= room.length ? room : new byte[most];
    int length = packing.compressByteArray(into, 0, into.length, bytes, 0, bytes.length);
    return Arrays.copyOf(into, length);
  }

  /**
   * A record that was packed.
   *
   * @param bytes as for {@link #unpack}
   * @throws IOException when these are not the bytes that were packed, or too many for a record
   */
  byte[] unpackRecord(byte @Nullable [] bytes) throws IOException {
    return unpack(bytes, LONGEST_RECORD);
  }

  /**
   * A body that was packed, or a message.
   *
   * @param bytes as for {@link #unpack}
   * @param kept what the capture says of its length; the capture may have been made to fill memory
   * @throws IOException when these are not the bytes that were packed, or too many for a body
   */
  byte[] unpackBody(byte @Nullable [] bytes, long kept) throws IOException {
    return unpack(bytes, Math.min(kept, Math.min(LONGEST_BODY, SHARE)));
  }

  /**
   * What was packed.
   *
   * @param bytes null where the file is damaged: the driver gives what it cannot read as nothing
   * @param atMost more than this cannot have been packed; guards against a damaged size
   * @throws IOException when these are not the bytes that were packed
   */
  private byte[] unpack(byte @Nullable [] bytes, long atMost) throws IOException {
    if (bytes == null) {
      throw new IOException("compressed data that is not there");
    }
    try {
      long size = Zstd.getFrameContentSize(bytes);
      if (size < 0 || size > atMost) {
        throw new IOException(
            "compressed data of size " + size + " (expected: 0 to " + atMost + ")");
      }
      return unpacking.decompress(bytes, Math.toIntExact(size));
    } catch (ZstdException e) {
      throw new IOException("compressed data that is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    packing.close();
    unpacking.close();
    packed.close();
    unpacked.close();
  }
}
