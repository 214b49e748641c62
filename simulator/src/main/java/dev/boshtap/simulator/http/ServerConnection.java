package dev.boshtap.simulator.http;

import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule.Phase;
import dev.boshtap.simulator.fault.SeenRequest;
import dev.boshtap.simulator.http.Site.Identity;
import dev.boshtap.simulator.journal.ConnectionEnd;
import dev.boshtap.simulator.journal.ConnectionEnd.By;
import dev.boshtap.simulator.journal.ConnectionEnd.Manner;
import dev.boshtap.simulator.journal.JournalEntry.AnswerSent;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionClosed;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionOpened;
import dev.boshtap.simulator.journal.JournalEntry.FaultApplied;
import dev.boshtap.simulator.journal.JournalEntry.RequestSeen;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the simulated server: reads requests, lets faults strike, sends answers in the
 * order of the requests, and writes down how it ended. Runs on its event loop alone.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter {

  private static final int LARGEST_BODY = 8 << 20;

  private final Listening listening;
  private final long number;
  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
  private @Nullable Pending reading;
  private @Nullable Pending current;
  private @Nullable String agent;
  private @Nullable ConnectionEnd end;
  private boolean closeNotified;

  ServerConnection(Listening listening) {
    this.listening = listening;
    this.number = listening.nextConnection();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    listening.journal().add(at -> new ConnectionOpened(at, number, listening.endpoint()));
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpRequest head) {
        begin(ctx, head);
      }
      if (message instanceof HttpContent content) {
        take(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    if (!head.decoderResult().isSuccess()) {
      reading = null;
      Closing.clean(ctx.channel());
      return;
    }
    Pending pending = new Pending(listening.nextRequest(), head);
    reading = pending;
    Identity known = new Identity(agent, null, -1, false);
    SeenRequest seen = seen(pending, known);
    listening
        .faults()
        .strike(seen, Phase.HEAD)
        .ifPresent(
            fault -> {
              pending.strikeAtHead();
              listening.journal().add(at -> new RequestSeen(at, seen, 0));
              current = pending;
              apply(ctx, pending, fault);
            });
    if (!pending.isStruckAtHead() && HttpUtil.is100ContinueExpected(head)) {
      var unused =
          ctx.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private void take(ChannelHandlerContext ctx, HttpContent content) {
    Pending pending = reading;
    if (pending == null || pending.isStruckAtHead()) {
      return;
    }
    byte[] slice = new byte[content.content().readableBytes()];
    content.content().getBytes(content.content().readerIndex(), slice);
    pending.body().writeBytes(slice);
    if (pending.body().size() > LARGEST_BODY) {
      reading = null;
      Closing.reset(ctx.channel());
    } else if (content instanceof LastHttpContent) {
      reading = null;
      waiting.add(pending);
      visit(pending);
      treatNext(ctx);
    }
  }

  private void visit(Pending pending) {
    HttpMessage message = pending.message();
    Site.Visit visit = listening.site().visit(message);
    if (visit.identity().agent() != null) {
      agent = visit.identity().agent();
    }
    pending.visitedAs(visit);
    SeenRequest seen = seen(pending, visit.identity());
    listening.journal().add(at -> new RequestSeen(at, seen, message.body().length));
  }

  /** Answers go out in the order of the requests (RFC 9112, 9.3.2): one is treated at a time. */
  private void treatNext(ChannelHandlerContext ctx) {
    if (current != null || end != null || waiting.isEmpty()) {
      return;
    }
    Pending pending = waiting.remove();
    current = pending;
    Site.Visit visit = Objects.requireNonNull(pending.visit(), "visited when it was read");
    SeenRequest seen = seen(pending, visit.identity());
    Fault fault = listening.faults().strike(seen, Phase.BODY).orElse(null);
    if (fault == null) {
      visit.serve(answer -> later(ctx, pending, () -> send(ctx, pending, answer)));
    } else {
      apply(ctx, pending, fault);
    }
  }

  private SeenRequest seen(Pending pending, Identity identity) {
    return new SeenRequest(
        pending.number(),
        number,
        listening.endpoint(),
        pending.head().method().name(),
        HttpMessage.pathOf(pending.head().uri()),
        identity.agent(),
        identity.sid(),
        identity.rid(),
        identity.poll(),
        pending.head().headers().get("requestId"));
  }

  private void apply(ChannelHandlerContext ctx, Pending pending, Fault fault) {
    listening.journal().add(at -> new FaultApplied(at, pending.number(), fault));
    if (fault instanceof Fault.Instead instead) {
      replace(ctx, pending, instead);
    } else {
      Site.Visit visit = pending.visit();
      if (visit == null) {
        throw new IllegalStateException(fault + " (expected: a request that was read whole)");
      }
      Fault.OnAnswer spoiling = (Fault.OnAnswer) fault;
      visit.serve(answer -> later(ctx, pending, () -> spoil(ctx, pending, answer, spoiling)));
    }
  }

  private void replace(ChannelHandlerContext ctx, Pending pending, Fault.Instead fault) {
    Site.Visit visit = pending.visit();
    if (fault instanceof Fault.CloseClean) {
      end(ctx, new ConnectionEnd(By.SERVER, Manner.CLEAN, true));
    } else if (fault instanceof Fault.CloseWithoutNotify) {
      end(ctx, new ConnectionEnd(By.SERVER, Manner.CLEAN, false));
    } else if (fault instanceof Fault.Reset) {
      end(ctx, new ConnectionEnd(By.SERVER, Manner.RESET, false));
    } else if (fault instanceof Fault.NotFound) {
      send(ctx, pending, visit == null ? HttpAnswer.errorPage(404, "Not Found") : visit.forget());
    } else if (fault instanceof Fault.TerminateWith terminate) {
      send(
          ctx,
          pending,
          visit == null
              ? HttpAnswer.errorPage(503, terminate.condition())
              : visit.terminate(terminate.condition()));
    } else if (fault instanceof Fault.Status status) {
      send(ctx, pending, HttpAnswer.html(status.code(), status.html()));
    } else if (fault instanceof Fault.HtmlPage page) {
      send(ctx, pending, HttpAnswer.html(200, page.html()));
    } else if (fault instanceof Fault.NotHttp garbage) {
      Answers.writeRaw(ctx, garbage.text())
          .addListener(sent -> end(ctx, new ConnectionEnd(By.SERVER, Manner.CLEAN, true)));
    } else if (fault instanceof Fault.After after) {
      schedule(ctx, pending, after.held().toNanos(), () -> replace(ctx, pending, after.then()));
    }
    // Fault.NeverAnswer: the request stays current, so nothing on this connection is answered.
  }

  private void spoil(
      ChannelHandlerContext ctx, Pending pending, HttpAnswer answer, Fault.OnAnswer fault) {
    if (fault instanceof Fault.Delay delay) {
      schedule(ctx, pending, delay.by().toNanos(), () -> send(ctx, pending, answer));
    } else if (fault instanceof Fault.CutBody cut) {
      ConnectionEnd how =
          cut.then() == Fault.Cut.RESET
              ? new ConnectionEnd(By.SERVER, Manner.RESET, false)
              : new ConnectionEnd(By.SERVER, Manner.CLEAN, true);
      sendPart(ctx, pending, answer, cut.bytes(), () -> end(ctx, how));
    } else if (fault instanceof Fault.StallMidBody stall) {
      sendPart(ctx, pending, answer, stall.bytes(), () -> {});
    }
  }

  private void send(ChannelHandlerContext ctx, Pending pending, HttpAnswer plain) {
    HttpAnswer answer = Answers.coded(plain, listening.gzip() && pending.takesGzip());
    sending(pending, answer, answer.body().length, true);
    boolean keepAlive = pending.keepsAlive();
    Answers.writeWhole(ctx, answer, keepAlive)
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                return;
              }
              current = null;
              if (pending.isStruckAtHead() || !keepAlive) {
                end(ctx, new ConnectionEnd(By.SERVER, Manner.CLEAN, true));
              } else {
                treatNext(ctx);
              }
            });
  }

  private void sendPart(
      ChannelHandlerContext ctx, Pending pending, HttpAnswer plain, int atMost, Runnable then) {
    HttpAnswer answer = Answers.coded(plain, listening.gzip() && pending.takesGzip());
    int part = Math.max(0, Math.min(atMost, answer.body().length - 1));
    sending(pending, answer, part, false);
    Answers.writePart(ctx, answer, part).addListener(sent -> then.run());
  }

  /** Written down before it is on the wire, so that whoever has read it finds it written down. */
  private void sending(Pending pending, HttpAnswer answer, int bytes, boolean whole) {
    listening
        .journal()
        .add(at -> new AnswerSent(at, pending.number(), answer.status(), bytes, whole));
  }

  private void schedule(ChannelHandlerContext ctx, Pending pending, long nanos, Runnable task) {
    var unused =
        ctx.executor().schedule(() -> later(ctx, pending, task), nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Runs the task in a turn of its own on the event loop, and so never under a site's lock, if the
   * request still waits for its answer by then.
   */
  private void later(ChannelHandlerContext ctx, Pending pending, Runnable task) {
    ctx.executor()
        .execute(
            () -> {
              if (end == null && current == pending) {
                task.run();
              }
            });
  }

  private void end(ChannelHandlerContext ctx, ConnectionEnd how) {
    if (end != null) {
      return;
    }
    ended(how);
    if (how.manner() == Manner.RESET) {
      Closing.reset(ctx.channel());
    } else if (how.closeNotify()) {
      Closing.clean(ctx.channel());
    } else {
      Closing.fin(ctx.channel());
    }
  }

  /** Writes down the ending; the first that is seen counts. */
  private void ended(ConnectionEnd how) {
    if (end == null) {
      end = how;
      List<Long> unanswered = new ArrayList<>();
      if (current != null) {
        unanswered.add(current.number());
      }
      waiting.forEach(pending -> unanswered.add(pending.number()));
      listening.journal().add(at -> new ConnectionClosed(at, number, how, unanswered));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ServerStop.NOW) {
      ended(new ConnectionEnd(By.SERVER, Manner.CLEAN, true));
      var unused = ctx.close();
    } else if (event == ResetWatch.PeerReset.SEEN) {
      ended(new ConnectionEnd(By.CLIENT, Manner.RESET, closeNotified));
    } else if (event instanceof SslCloseCompletionEvent close && close.isSuccess() && end == null) {
      closeNotified = true;
      ended(new ConnectionEnd(By.CLIENT, Manner.CLEAN, true));
      var unused = ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Manner manner = ResetWatch.isReset(cause) ? Manner.RESET : Manner.CLEAN;
    ended(new ConnectionEnd(By.CLIENT, manner, closeNotified));
    var unused = ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended(new ConnectionEnd(By.CLIENT, Manner.CLEAN, closeNotified));
    ctx.fireChannelInactive();
  }

  /** Told to every connection when the server stops. */
  enum ServerStop {
    NOW
  }
}
