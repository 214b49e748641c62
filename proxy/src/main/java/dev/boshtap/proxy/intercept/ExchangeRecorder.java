package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Ending.Manner;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.observe.Untold;
import dev.boshtap.proxy.observe.WireRecorder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells the {@link WireRecorder} what is framed on one connection: which exchanges there are, their
 * heads, capped copies of their bodies, and how each ended. Answers belong to requests in the order
 * of the requests (RFC 9112, 9.3.2). Lives on the connection's event loop.
 */
final class ExchangeRecorder {

  /** Who wants to know what the framing found, besides the recorder. */
  interface Listener {
    /**
     * A request's head is complete.
     *
     * @param awaitsContinue whether the client sends the body only when told to (RFC 9110, 10.1.1)
     */
    void requestStarted(boolean awaitsContinue);

    /** A request is complete. */
    void requestCompleted();

    /**
     * The server agreed to speak another protocol.
     *
     * @param recorded whether what comes is to be given to {@link #upgradedBytes}
     */
    void upgraded(boolean recorded);

    /** What a side sends cannot be framed as HTTP/1; nothing more is to be framed. */
    void notFramable(Side side, String cause);
  }

  /** An exchange that has not ended. */
  private static final class Open {
    final long number;
    final boolean recorded;
    final boolean head;
    boolean requestCompleted;
    boolean responseStarted;
    boolean responseCompleted;
    boolean untilClose;
    long requestSize;
    long responseSize = -1;
    long requestLost;
    long responseLost;

    Open(long number, boolean recorded, boolean head) {
      this.number = number;
      this.recorded = recorded;
      this.head = head;
    }
  }

  /** What the connection has become that is no HTTP any more. */
  private static final class Upgrade {
    final boolean recorded;

    /** Of each side, the bytes that the recorder refused and was not told of. */
    final Map<Side, Long> missed = new EnumMap<>(Side.class);

    Upgrade(boolean recorded) {
      this.recorded = recorded;
    }

    long missed() {
      return missed.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private final Connection connection;
  private final WireRecorder recorder;
  private final TimeSource time;
  private final Untold untold;
  private final AtomicLong numbers;
  private final int bodyLimit;
  private final SharedText shared;
  private final Listener listener;
  private final LegHandler client;
  private @Nullable LegHandler server;
  private final Deque<Open> open = new ArrayDeque<>(2);
  private @Nullable Ending over;
  private boolean interim;
  private @Nullable Upgrade upgrade;
  private Moment seen;
  private long clientMark;
  private long serverMark;

  ExchangeRecorder(
      Connection connection,
      WireRecorder recorder,
      TimeSource time,
      Untold untold,
      AtomicLong numbers,
      int bodyLimit,
      SharedText shared,
      LegHandler client,
      Listener listener) {
    this.connection = connection;
    this.recorder = recorder;
    this.time = time;
    this.untold = untold;
    this.numbers = numbers;
    this.bodyLimit = bodyLimit;
    this.shared = shared;
    this.client = client;
    this.listener = listener;
    this.seen = time.now();
  }

  /**
   * Bytes were read, by either leg, and are not forwarded yet: what is framed of them is told as of
   * now. To whoever has them by then, all that follows from them comes later.
   */
  void read() {
    seen = untold.read(time);
  }

  /** All that was read is framed, and so told. */
  void told() {
    untold.told();
  }

  void serverLeg(LegHandler leg) {
    server = leg;
  }

  boolean hasOpenExchange() {
    return !open.isEmpty();
  }

  /** Whether the oldest request that waits for its answer is complete. */
  boolean hasCompleteRequest() {
    return !open.isEmpty() && open.getFirst().requestCompleted;
  }

  /** Whether the next answer is one to HEAD. */
  boolean answersHead() {
    return !open.isEmpty() && open.getFirst().head;
  }

  // --- requests ---

  void requestStarted(HttpRequest request) {
    RequestHead head =
        new RequestHead(
            request.method().name(),
            shared.target(request.uri()),
            request.protocolVersion().text(),
            headers(request.headers()));
    long number = numbers.incrementAndGet();
    boolean recorded = recorder.offer(new WireEvent.Started(seen, number, connection, head));
    open.addLast(new Open(number, recorded, request.method().equals(HttpMethod.HEAD)));
    listener.requestStarted(HttpUtil.is100ContinueExpected(request));
  }

  void requestBytes(ByteBuf bytes) {
    Open exchange = open.peekLast();
    if (exchange == null || !bytes.isReadable()) {
      return;
    }
    byte[] copy = copy(exchange, bytes, exchange.requestSize);
    exchange.requestSize += bytes.readableBytes();
    // Nothing is taken behind what is missing: joined, it would be read as what was never sent.
    if (copy != null
        && (exchange.requestLost > 0
            || !recorder.offer(new WireEvent.RequestBytes(seen, exchange.number, copy)))) {
      exchange.requestLost += copy.length;
    }
  }

  void requestCompleted() {
    Open exchange = open.peekLast();
    if (exchange == null) {
      return;
    }
    exchange.requestCompleted = true;
    if (exchange.recorded) {
      recorder.offer(new WireEvent.RequestCompleted(seen, exchange.number, exchange.requestSize));
    }
    listener.requestCompleted();
    if (over == null) {
      endIfAnswered(exchange);
    } else {
      endAll(over);
    }
  }

  // --- answers ---

  void responseStarted(HttpResponse response) {
    int status = response.status().code();
    // 100 and its like come before the answer; 101 is the answer (RFC 9110, 15.2).
    interim = status < 200 && status != 101;
    Open exchange = open.peekFirst();
    if (interim || exchange == null) {
      return;
    }
    exchange.responseStarted = true;
    exchange.responseSize = 0;
    exchange.untilClose =
        !HttpUtil.isTransferEncodingChunked(response)
            && !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
    if (exchange.recorded) {
      recorder.offer(
          new WireEvent.ResponseStarted(
              seen,
              exchange.number,
              new ResponseHead(
                  response.protocolVersion().text(),
                  status,
                  response.status().reasonPhrase(),
                  headers(response.headers()),
                  true)));
    }
    if (status == 101) {
      boolean recorded =
          exchange.recorded
              && response.headers().contains(HttpHeaderNames.UPGRADE, "websocket", true);
      upgrade = new Upgrade(recorded);
      listener.upgraded(recorded);
    }
  }

  void responseBytes(ByteBuf bytes) {
    Open exchange = open.peekFirst();
    if (exchange == null || interim || !bytes.isReadable()) {
      return;
    }
    byte[] copy = copy(exchange, bytes, exchange.responseSize);
    exchange.responseSize += bytes.readableBytes();
    if (copy != null
        && (exchange.responseLost > 0
            || !recorder.offer(new WireEvent.ResponseBytes(seen, exchange.number, copy)))) {
      exchange.responseLost += copy.length;
    }
  }

  void responseCompleted() {
    if (interim) {
      interim = false;
      return;
    }
    Open exchange = open.peekFirst();
    if (exchange == null || upgrade != null) {
      return;
    }
    exchange.responseCompleted = true;
    endIfAnswered(exchange);
  }

  private void endIfAnswered(Open exchange) {
    if (exchange.responseCompleted && exchange.requestCompleted) {
      open.remove(exchange);
      end(exchange, Ending.ANSWERED, seen);
    }
  }

  // --- after an upgrade ---

  /** The next bytes of a side, which are no HTTP. */
  void upgradedBytes(Side from, ByteBuf bytes) {
    Open exchange = open.peekFirst();
    Upgrade since = upgrade;
    if (exchange == null || since == null || !since.recorded || !bytes.isReadable()) {
      return;
    }
    byte[] copy = ByteBufUtil.getBytes(bytes);
    long missing = since.missed.getOrDefault(from, 0L);
    boolean taken =
        recorder.offer(new WireEvent.UpgradedBytes(seen, exchange.number, from, copy, missing));
    since.missed.put(from, taken ? 0 : missing + copy.length);
  }

  // --- what is no HTTP, and ends ---

  /** What a side sent is not HTTP/1. What waits for an answer will never be seen to get one. */
  void unreadable(Side side, String cause) {
    if (over == null) {
      endAll(
          new Ending.Unknown("what the %s sent is not HTTP/1: %s".formatted(side.word(), cause)));
    }
    listener.notFramable(side, cause);
  }

  /**
   * The connection has ended: so have all exchanges on it. One whose request is framed only after
   * this, from bytes that were read before, ends likewise as soon as it is complete.
   */
  void ended(Ending ending) {
    over = ending;
    endAll(ending);
  }

  /** Nothing more comes from the client: ends what was cut in the midst of its request. */
  void requestsOver() {
    if (over != null) {
      endAll(over);
    }
  }

  private void endAll(Ending ending) {
    Moment now = time.now();
    for (Open exchange = open.pollFirst(); exchange != null; exchange = open.pollFirst()) {
      end(exchange, isWholeBy(ending, exchange) ? Ending.ANSWERED : ending, now);
    }
  }

  /** An answer without a length ends with its connection (RFC 9112, 6.3), if that ends cleanly. */
  private boolean isWholeBy(Ending ending, Open exchange) {
    return exchange.responseCompleted
        || (exchange.responseStarted
            && exchange.untilClose
            && upgrade == null
            && ending instanceof Ending.Closed closed
            && closed.by() == Side.SERVER
            && closed.manner() == Manner.CLEAN);
  }

  private void end(Open exchange, Ending ending, Moment now) {
    long fromClient = client.bytesRead();
    long fromServer = server == null ? 0 : server.bytesRead();
    if (exchange.recorded) {
      if (upgrade != null) {
        exchange.responseLost += upgrade.missed();
      }
      recorder.offer(
          new WireEvent.Ended(
              now,
              exchange.number,
              ending,
              exchange.responseSize,
              fromClient - clientMark,
              fromServer - serverMark,
              exchange.requestLost + exchange.responseLost));
    }
    clientMark = fromClient;
    serverMark = fromServer;
  }

  // --- copies ---

  private byte @Nullable [] copy(Open exchange, ByteBuf bytes, long before) {
    long room = bodyLimit - before;
    if (!exchange.recorded || room <= 0) {
      return null;
    }
    int length = (int) Math.min(room, bytes.readableBytes());
    return ByteBufUtil.getBytes(bytes, bytes.readerIndex(), length, true);
  }

  private List<Header> headers(HttpHeaders headers) {
    List<Header> list = new ArrayList<>(headers.size());
    var entries = headers.iteratorCharSequence();
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      list.add(shared.header(entry.getKey(), entry.getValue().toString()));
    }
    return list;
  }
}
