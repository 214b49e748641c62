package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
}
