package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class PackingTest {

  @Test
  void whatSaysThatItIsLargerThanAnyRecordIsNotUnpacked() throws IOException {
    try (Packing packing = Packing.fresh()) {
      byte[] most = new byte[16 << 20];
      byte[] tooMany = packing.pack(new byte[(16 << 20) + 1]);

      assertThat(packing.unpackRecord(packing.pack(most))).isEqualTo(most);
      assertThat(tooMany.length).isLessThan(10_000);
      assertThatThrownBy(() -> packing.unpackRecord(tooMany))
          .isInstanceOf(IOException.class)
          .hasMessage("compressed data of size 16777217 (expected: 0 to 16777216)");
    }
  }

  /** The head of a Zstandard frame (RFC 8878, 3.1.1) is all that it takes. */
  @Test
  void whatSaysThatItIsLargerThanMemoryIsNotUnpacked() {
    byte[] frame =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0xfd2fb528)
            .put((byte) 0xe0)
            .putLong(1L << 40)
            .array();
    try (Packing packing = Packing.fresh()) {
      assertThatThrownBy(() -> packing.unpackBody(frame, 1L << 41))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("compressed data of size 1099511627776 (expected: 0 to ");
    }
  }

  @Test
  void aBodyIsNoLargerThanTheCaptureSays() throws IOException {
    try (Packing packing = Packing.fresh()) {
      byte[] packed = packing.pack(new byte[1_000]);

      assertThat(packing.unpackBody(packed, 1_000)).hasSize(1_000);
      assertThatThrownBy(() -> packing.unpackBody(packed, 999))
          .hasMessage("compressed data of size 1000 (expected: 0 to 999)");
    }
  }
}
