package dev.boshtap.decoders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {

  private static final String TEXT = "<body>Zoë</body>".repeat(40);

  private final BodyReader reader = new BodyReader(Limits.DEFAULTS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|g",
        "x-gzip|g",
        "GZIP|g",
        "deflate|z",
        "deflate|r",
        "identity|",
        "''|",
        "gzip, deflate|gz",
        "identity, deflate , x-gzip|rg"
      })
  void takesCodingsOff(String header, String applied) throws IOException {
    byte[] coded = TEXT.getBytes(StandardCharsets.UTF_8);
    for (char coding : applied == null ? new char[0] : applied.toCharArray()) {
      coded = coded(coding, coded);
    }

    BodyContent content = read(coded, header);

    assertThat(content.damage()).isEmpty();
    assertThat(content.text()).isEqualTo(TEXT);
  }

  @Test
  void takesSeveralFieldsForOneList() throws IOException {
    byte[] coded = coded('g', coded('z', TEXT.getBytes(StandardCharsets.UTF_8)));
    ResponseHead head =
        head(new Header("content-encoding", "deflate"), new Header("Content-Encoding", "gzip"));

    assertThat(reader.read(whole(coded), head).text()).isEqualTo(TEXT);
  }

  @Test
  void readsRequestsToo() throws IOException {
    RequestHead head =
        new RequestHead("POST", "/", "HTTP/1.1", List.of(new Header("Content-Encoding", "gzip")));

    assertThat(reader.read(whole(coded('g', TEXT.getBytes(StandardCharsets.UTF_8))), head).text())
        .isEqualTo(TEXT);
  }

  @Test
  void leavesATextThatItsSourceDecodedAlready() {
    ResponseHead head =
        new ResponseHead(
            "HTTP/1.1", 200, "OK", List.of(new Header("Content-Encoding", "gzip")), false);

    BodyContent content = reader.read(whole("plain".getBytes(StandardCharsets.UTF_8)), head);

    assertThat(content.text()).isEqualTo("plain");
    assertThat(content.damage()).isEmpty();
  }

  @Test
  void namesACodingItDoesNotKnow() {
    BodyContent content = read(new byte[] {1, 2, 3}, "br");

    assertThat(content.bytes()).isEmpty();
    assertThat(content.damage())
        .extracting(Event.Unreadable::reason)
        .containsExactly("content coding \"br\" (expected: gzip, deflate or identity)");
  }

  @Test
  void refusesARowOfCodingsNobodyNeeds() {
    assertThat(read(new byte[] {1}, "gzip,gzip,gzip,gzip,gzip,gzip").damage().get(0).reason())
        .startsWith("6 content codings in a row");
  }

  @Test
  void takesNoBodyForNoDamage() {
    assertThat(reader.read(Body.NONE, head(new Header("Content-Encoding", "gzip"))).damage())
        .isEmpty();
  }

  @Test
  void readsATruncatedBodyAsFarAsItGoes() throws IOException {
    byte[] random = new byte[50_000];
    new Random(7).nextBytes(random);
    byte[] coded = coded('g', random);

    BodyContent content = read(Arrays.copyOf(coded, coded.length / 2), "gzip");

    assertThat(content.bytes()).hasSizeBetween(20_000, 25_100);
    assertThat(content.bytes()).isEqualTo(Arrays.copyOf(random, content.bytes().length));
    assertThat(content.damage())
        .extracting(Event.Unreadable::reason)
        .singleElement()
        .asString()
        .startsWith("gzip: ends early after ");
  }

  @Test
  void saysWhatWasNotRecordedOnce() throws IOException {
    byte[] coded = coded('g', TEXT.getBytes(StandardCharsets.UTF_8));
    Body body = new Body(Arrays.copyOf(coded, 40), coded.length, 0);

    BodyContent content = reader.read(body, head(new Header("Content-Encoding", "gzip")));

    assertThat(content.damage())
        .extracting(Event.Unreadable::reason)
        .containsExactly("body cut: 40 of " + coded.length + " bytes were recorded");
  }

  @Test
  void saysThatACodingIsNotWhatItSays() {
    BodyContent content = read("<body/>".getBytes(StandardCharsets.UTF_8), "gzip");

    assertThat(content.bytes()).isEmpty();
    assertThat(content.damage().get(0).reason()).startsWith("gzip: Not in GZIP format");
  }

  @Test
  void inflatesABombUpToTheLimit() throws IOException {
    Limits limits = new Limits(Duration.ZERO, Duration.ofSeconds(60), 10_000, 64, 100, 10);
    byte[] bomb = coded('g', coded('g', new byte[30_000_000]));

    BodyContent content =
        new BodyReader(limits)
            .read(whole(bomb), head(new Header("Content-Encoding", "gzip, gzip")));

    assertThat(content.bytes()).hasSizeLessThanOrEqualTo(10_000);
    assertThat(content.damage().get(0).reason())
        .isEqualTo("body larger than the limit of 10000 bytes; the rest is not read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/xml|UTF-8|é",
        "text/xml; charset=utf-8|UTF-8|é",
        "text/html;a=b; Charset=\"ISO-8859-1\"|ISO-8859-1|é",
        "text/xml; charset=nonsense|UTF-8|é",
        "text/xml; charset=|UTF-8|é",
        "text/xml; charset=iso-8859-1|UTF-8|\uFEFFé",
        "text/xml|UTF-16BE|\uFEFFé",
        "text/xml|UTF-16LE|\uFEFFé",
        "text/xml|UTF-16LE|<é/>",
        "text/xml|UTF-16BE|<é/>",
        "text/xml|ISO-8859-15|<?xml version='1.0' encoding=\"ISO-8859-15\"?><é/>",
        "text/xml; charset=UTF-8|UTF-8|<?xml version='1.0' encoding='ISO-8859-15'?><é/>",
        "text/xml|UTF-8|<?xml version='1.0' encoding='klingon'?><é/>",
        "text/xml|UTF-8|<?xml version='1.0' encoding"
      })
  void tellsTheCharset(String contentType, String charset, String text) {
    byte[] bytes = text.getBytes(Charset.forName(charset));

    BodyContent content = reader.read(whole(bytes), head(new Header("Content-Type", contentType)));

    assertThat(content.charset().name()).isEqualTo(charset);
    assertThat(content.text()).isEqualTo(text.replace("\uFEFF", ""));
    assertThat(content.malformedAt()).isEqualTo(-1);
  }

  @Test
  void saysWhereTheFirstMalformedByteStood() {
    byte[] bytes = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', (byte) 0xC3, 'b'};

    assertThat(BodyContent.utf8(bytes).malformedAt()).isEqualTo(1);
    assertThat(BodyContent.utf8(bytes).text()).isEqualTo("a\uFFFDb");
  }

  @Property(tries = 300)
  void anyBytesInAnyCodingAreAValue(@ForAll byte[] bytes) {
    for (String coding : List.of("gzip", "deflate", "deflate, gzip", "zstd")) {
      BodyContent content =
          new BodyReader(Limits.DEFAULTS)
              .read(whole(bytes), head(new Header("Content-Encoding", coding)));
      assertThat(content.text()).isNotNull();
      assertThat(content.malformedAt()).isGreaterThanOrEqualTo(-1);
    }
  }

  private BodyContent read(byte[] bytes, String coding) {
    return reader.read(whole(bytes), head(new Header("Content-Encoding", coding)));
  }

  private static Body whole(byte[] bytes) {
    return new Body(bytes, bytes.length, 0);
  }

  private static ResponseHead head(Header... headers) {
    return new ResponseHead("HTTP/1.1", 200, "OK", List.of(headers), true);
  }

  private static byte[] coded(char coding, byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream coder =
        switch (coding) {
          case 'g' -> new GZIPOutputStream(out);
          case 'z' -> new DeflaterOutputStream(out);
          case 'r' -> new DeflaterOutputStream(out, new Deflater(9, true));
          default -> throw new IllegalArgumentException("coding: " + coding);
        }) {
      coder.write(plain);
    }
    return out.toByteArray();
  }
}
