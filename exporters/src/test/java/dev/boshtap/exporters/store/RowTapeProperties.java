package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.exporters.store.EncodedRows.Change;
import dev.boshtap.exporters.store.EncodedRows.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class RowTapeProperties {

  private static final Connection CONNECTION =
      new Connection(7, new HostPort("finesse1.example.com", 7443), "192.0.2.1:50000");

  @Property(tries = 300)
  void whatWaitsIsReadAsItWasAddedAsOftenAsItIsAsked(
      @ForAll("observations") List<List<Values>> observations) {
    RowTape tape = new RowTape();
    for (int round = 0; round < 2; round++) {
      List<String> added = new ArrayList<>();
      for (List<Values> rows : observations) {
        EncodedRows encoded = new EncodedRows(rows, CONNECTION, rows.size(), Change.FINISHED);
        tape.add(encoded);
        added.add(text(encoded));
      }

      assertThat(tape.observations()).isEqualTo(observations.size());
      assertThat(texts(tape)).isEqualTo(added);
      assertThat(texts(tape)).isEqualTo(added);
      tape.clear();
      assertThat(texts(tape)).isEmpty();
    }
  }

  @Example
  void ofAnObservationThatCannotBeAddedNothingStays() {
    RowTape tape = new RowTape();
    EncodedRows good = rows(Values.of(Table.BODIES, 1L, "text"));
    tape.add(good);

    assertThatThrownBy(
            () ->
                tape.add(
                    rows(
                        Values.of(Table.BODIES, 2L, new byte[200_000]),
                        Values.of(Table.BODIES, 'x'))))
        .hasMessage("value: java.lang.Character (expected: a number, text or bytes)");
    tape.add(good);

    assertThat(texts(tape)).containsExactly(text(good), text(good));
  }

  @Provide
  Arbitrary<List<List<Values>>> observations() {
    Arbitrary<Object> value =
        Arbitraries.oneOf(
            Arbitraries.longs().map(number -> number),
            Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(300),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(30_000));
    Arbitrary<Values> row =
        Combinators.combine(
                Arbitraries.of(Table.class),
                Arbitraries.of(true, false),
                value.injectNull(0.1).list().ofMaxSize(20))
            .as((table, numbered, values) -> new Values(table, numbered, values.toArray()));
    return row.list().ofMaxSize(5).list().ofMaxSize(12);
  }

  /** Halves of pairs are no text of SQLite's. */
  private static char[] surrogates() {
    char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return all;
  }

  private static EncodedRows rows(Values... rows) {
    return new EncodedRows(List.of(rows), null, 0, Change.NONE);
  }

  private static List<String> texts(RowTape tape) {
    List<String> texts = new ArrayList<>();
    tape.forEach(rows -> texts.add(text(rows)));
    return texts;
  }

  private static String text(EncodedRows rows) {
    StringBuilder text = new StringBuilder();
    text.append(rows.connection()).append(rows.exchange()).append(rows.change());
    for (Values row : rows.rows()) {
      text.append(row.table()).append(row.numbered());
      for (@Nullable Object value : row.values()) {
        text.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value).append('|');
      }
    }
    return text.toString();
  }
}
