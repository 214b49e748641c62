package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.http.HttpAnswer;
import dev.boshtap.simulator.journal.JournalEntry.Delivered;
import dev.boshtap.simulator.xml.XmlElement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One BOSH session: the order of rids, the requests that are held, the answers that can be sent
 * again, and what waits to be sent. Guarded by the service's lock.
 *
 * <p>As in Openfire, a client that goes away while its request is held is not noticed here: the
 * request counts as held until its wait is over, and what is answered to it is lost on the wire and
 * kept for the same rid sent again.
 */
final class BoshSession implements Carrier {

  private final NotificationService service;
  private final String sid;
  private final Duration grantedWait;
  private final int hold;
  private final boolean legacyErrors;
  private final XmppStream stream;

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final ArrayDeque<Outgoing> outbox = new ArrayDeque<>();
  private final TreeMap<Long, Early> early = new TreeMap<>();
  private final LinkedHashMap<Long, HttpAnswer> answered = new LinkedHashMap<>();
  private long lastRid;
  private long lastPoll;
  private long lastActive = System.nanoTime();
  private Duration pause = Duration.ZERO;
  private boolean ended;

  /** A request that came before the one it follows. */
  private record Early(BoshRequest request, Consumer<HttpAnswer> reply) {}

  /** A request that is held, and the timer that ends its wait. */
  private record Held(long rid, Consumer<HttpAnswer> reply, Future<?> timer) {}

  BoshSession(
      NotificationService service,
      String sid,
      long rid,
      Duration grantedWait,
      int hold,
      boolean legacyErrors) {
    this.service = service;
    this.sid = sid;
    this.lastRid = rid;
    this.grantedWait = grantedWait;
    this.hold = hold;
    this.legacyErrors = legacyErrors;
    this.stream = new XmppStream(service, this);
  }

  @Override
  public String sid() {
    return sid;
  }

  @Override
  public XmppStream stream() {
    return stream;
  }

  /** Treats a request of this session; its answer may come at once or when its wait is over. */
  void receive(BoshRequest request, Consumer<HttpAnswer> reply) {
    lastActive = System.nanoTime();
    pause = Duration.ZERO;
    long rid = request.rid();
    if (rid <= lastRid) {
      repeat(rid, reply);
    } else if (rid > lastRid + service.settings().requests()) {
      reply.accept(end("item-not-found"));
    } else {
      early.put(rid, new Early(request, reply));
      while (!ended && early.containsKey(lastRid + 1)) {
        lastRid++;
        Early next = early.remove(lastRid);
        consume(next.request(), next.reply());
      }
    }
  }

  /** The same rid again (XEP-0124, 14.3), in Openfire's way: the newer request takes over. */
  private void repeat(long rid, Consumer<HttpAnswer> reply) {
    for (Held open : held) {
      if (open.rid() == rid) {
        held.remove(open);
        open.timer().cancel(false);
        open.reply().accept(HttpAnswer.bosh(Bodies.EMPTY));
        hold(rid, reply);
        return;
      }
    }
    HttpAnswer again = answered.get(rid);
    reply.accept(again == null ? end("item-not-found") : again);
  }

  private void consume(BoshRequest request, Consumer<HttpAnswer> reply) {
    if (request.isTerminate()) {
      request.stanzas().forEach(stream::receive);
      finish();
      service.forget(this, XmppStream.Departure.TERMINATED, "");
      reply.accept(HttpAnswer.bosh(Bodies.terminated()));
      return;
    }
    if (request.isPoll() && isOveractive()) {
      reply.accept(end("policy-violation"));
      return;
    }
    if (request.isRestart()) {
      answer(request.rid(), reply, Bodies.restarted());
      return;
    }
    long asked = request.number("pause", 0);
    if (asked > 0) {
      pause = Duration.ofSeconds(Math.min(asked, service.settings().maxPause().toSeconds()));
      releaseDownTo(0);
      answer(request.rid(), reply, Bodies.EMPTY);
      return;
    }
    hold(request.rid(), reply);
    releaseDownTo(Math.max(hold, 1));
    for (XmlElement stanza : request.stanzas()) {
      stream.receive(stanza);
    }
    if (hold == 0 || grantedWait.isZero()) {
      releaseDownTo(0);
    } else {
      flush();
    }
  }

  /** An empty poll soon after another while that one is held is an overactive client's. */
  private boolean isOveractive() {
    long now = System.nanoTime();
    boolean over =
        held.size() >= service.settings().requests() - 1
            && !held.isEmpty()
            && lastPoll != 0
            && now - lastPoll < service.settings().polling().toNanos();
    lastPoll = now;
    return over;
  }

  private void hold(long rid, Consumer<HttpAnswer> reply) {
    Future<?> timer =
        service
            .timers()
            .schedule(
                () -> service.locked(() -> waitIsOver(rid)),
                grantedWait.toNanos(),
                TimeUnit.NANOSECONDS);
    held.addLast(new Held(rid, reply, timer));
  }

  private void waitIsOver(long rid) {
    for (Held open : held) {
      if (open.rid() == rid) {
        held.remove(open);
        answer(rid, open.reply(), Bodies.EMPTY);
        return;
      }
    }
  }

  private void releaseDownTo(int most) {
    if (most == 0) {
      flush();
    }
    while (held.size() > most) {
      Held oldest = held.removeFirst();
      oldest.timer().cancel(false);
      answer(oldest.rid(), oldest.reply(), Bodies.EMPTY);
    }
  }

  /** Queues stanzas; all that is queued goes out in one body as soon as a request is held. */
  @Override
  public void queue(Outgoing stanza) {
    outbox.addLast(stanza);
  }

  /** Sends what is queued if a request is held. */
  @Override
  public void flush() {
    if (ended || outbox.isEmpty() || held.isEmpty()) {
      return;
    }
    Held oldest = held.removeFirst();
    oldest.timer().cancel(false);
    StringBuilder stanzas = new StringBuilder();
    List<String> items = new ArrayList<>();
    for (Outgoing stanza : outbox) {
      stanzas.append(stanza.xml());
      if (stanza.itemId() != null) {
        items.add(stanza.itemId());
      }
    }
    outbox.clear();
    if (!items.isEmpty()) {
      service.journal().add(at -> new Delivered(at, sid, oldest.rid(), List.copyOf(items)));
    }
    answer(oldest.rid(), oldest.reply(), Bodies.of(stanzas.toString()));
  }

  private void answer(long rid, Consumer<HttpAnswer> reply, String body) {
    HttpAnswer answer = HttpAnswer.bosh(body);
    answered.put(rid, answer);
    Iterator<Map.Entry<Long, HttpAnswer>> oldest = answered.entrySet().iterator();
    while (answered.size() > hold + 1) {
      oldest.next();
      oldest.remove();
    }
    lastActive = System.nanoTime();
    reply.accept(answer);
  }

  /** Ends the session with a condition and gives the answer that says so. */
  HttpAnswer end(String condition) {
    finish();
    service.forget(this, XmppStream.Departure.ENDED, condition);
    if (legacyErrors) {
      // XEP-0124, 17.1: what a client without ver gets.
      int status =
          switch (condition) {
            case "item-not-found" -> 404;
            case "policy-violation" -> 403;
            default -> 400;
          };
      return HttpAnswer.errorPage(status, condition);
    }
    return HttpAnswer.bosh(Bodies.terminated(condition));
  }

  /** Ends the session because its resource was bound by another. */
  @Override
  public void kick() {
    Held last = held.pollLast();
    finish();
    service.forget(this, XmppStream.Departure.ENDED, "conflict");
    if (last != null) {
      last.timer().cancel(false);
      last.reply().accept(HttpAnswer.bosh(Bodies.conflict()));
    }
  }

  /** Lets go of everything; requests that are held are answered empty. */
  @Override
  public void finish() {
    ended = true;
    for (Held open : held) {
      open.timer().cancel(false);
      open.reply().accept(HttpAnswer.bosh(Bodies.EMPTY));
    }
    held.clear();
    early.clear();
    outbox.clear();
  }

  /** Whether no request has been held for longer than the session may stay so. */
  @Override
  public boolean isIdleFor(Duration limit) {
    Duration allowed = pause.compareTo(limit) > 0 ? pause : limit;
    return held.isEmpty() && System.nanoTime() - lastActive > allowed.toNanos();
  }
}
