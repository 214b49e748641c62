package dev.boshtap.bench.decode;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.boshtap.bench.load.Workload;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One poll and its answer, from wire events to observations (content coding, outer document, inner
 * document, session and agent), held to the parser beneath reading the same bytes twice: the body
 * is one document and the notification in it another, so less than that cannot be had.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
public class DecodeBenchmark {

  private static final Connection CONNECTION =
      new Connection(1, new HostPort(Workload.HOST, 7443), "127.0.0.1:50000");

  /** A rid of as many digits as JabberWerx begins with. */
  private static final long FIRST_RID = 1_000_000_000L;

  /** How the answer comes: as Finesse sends it, or packed as a proxy before it may. */
  @Param({"identity", "gzip"})
  public String coding = "identity";

  private final byte[] answer = Workload.eventBody().getBytes(StandardCharsets.UTF_8);
  private final byte[] poll = body(Workload.poll(Workload.HOST, "0000002a", 1));
  private final int ridAt = new String(poll, StandardCharsets.US_ASCII).indexOf("rid='") + 5;
  private final byte[] packed = packed(answer);
  private final RequestHead request =
      new RequestHead(
          "POST",
          "/http-bind/",
          "HTTP/1.1",
          List.of(
              new Header("Host", Workload.HOST),
              new Header("Content-Type", "text/xml; charset=utf-8"),
              new Header("Content-Length", String.valueOf(poll.length))));
  private byte[] sent = answer;
  private ResponseHead response = head("identity", answer.length);
  private final Observer observer = new Observer(Limits.DEFAULTS);
  private final InputFactoryImpl parsers = new InputFactoryImpl();
  private long exchanges;

  /** Chooses how the answer comes. */
  @Setup
  public void choose() {
    sent = coding.equals("gzip") ? packed : answer;
    response = head(coding, sent.length);
  }

  private static ResponseHead head(String coding, int length) {
    return new ResponseHead(
        "HTTP/1.1",
        200,
        "OK",
        List.of(
            new Header("Content-Type", "text/xml;charset=utf-8"),
            new Header("Content-Encoding", coding),
            new Header("Content-Length", String.valueOf(length))),
        true);
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The poll with the next rid: a rid that comes again is another story. */
  private byte[] nextPoll(long number) {
    byte[] next = poll.clone();
    long rid = FIRST_RID + number;
    for (int i = ridAt + 9; i >= ridAt; i--) {
      next[i] = (byte) ('0' + rid % 10);
      rid /= 10;
    }
    return next;
  }

  private static byte[] body(byte[] message) {
    String text = new String(message, StandardCharsets.US_ASCII);
    return text.substring(text.indexOf("<body")).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The parser alone, every text and attribute fetched, over the same bytes twice; what is packed
   * is unpacked once, by nothing but the JDK.
   */
  @Benchmark
  public void parserTwice(Blackhole hole) throws XMLStreamException, IOException {
    byte[] text = sent == packed ? unpacked(packed) : answer;
    parse(text, hole);
    parse(text, hole);
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes), 1_024)) {
      return gzip.readAllBytes();
    }
  }

  private void parse(byte[] text, Blackhole hole) throws XMLStreamException {
    XMLStreamReader reader = parsers.createXMLStreamReader(new ByteArrayInputStream(text));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamReader.START_ELEMENT -> {
          hole.consume(reader.getLocalName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            hole.consume(reader.getAttributeValue(i));
          }
        }
        case XMLStreamReader.CHARACTERS -> hole.consume(reader.getText());
        default -> {}
      }
    }
    reader.close();
  }

  /** All that the observer does for one poll. */
  @Benchmark
  public Collection<Observation> observe() {
    long number = ++exchanges;
    Moment now = TimeSource.SYSTEM.now();
    List<Observation> said = new ArrayList<>(2);
    said.addAll(observer.on(new WireEvent.Started(now, number, CONNECTION, request)));
    said.addAll(observer.on(new WireEvent.RequestBytes(now, number, nextPoll(number))));
    said.addAll(observer.on(new WireEvent.RequestCompleted(now, number, poll.length)));
    said.addAll(observer.on(new WireEvent.ResponseStarted(now, number, response)));
    said.addAll(observer.on(new WireEvent.ResponseBytes(now, number, sent)));
    said.addAll(
        observer.on(
            new WireEvent.Ended(
                now, number, Ending.ANSWERED, sent.length, poll.length, sent.length, 0)));
    return said;
  }

  /** Runs both and prints the ratios of their medians, which one disturbed second does not move. */
  public static void main(String[] args) throws Exception {
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().include(DecodeBenchmark.class.getName()).build()).run();
    for (String coding : List.of("identity", "gzip")) {
      double parser = median(results, "parserTwice", coding);
      double observe = median(results, "observe", coding);
      System.out.printf(
          "%s: observe %.2f us (%.0f events a second), parser twice %.2f us: %.2f of its speed%n",
          coding, observe, 1_000_000 / observe, parser, parser / observe);
    }
  }

  private static double median(Collection<RunResult> results, String benchmark, String coding) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
        .filter(result -> result.getParams().getParam("coding").equals(coding))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getStatistics()
        .getPercentile(50);
  }
}
