package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.http.HttpAnswer;
import dev.boshtap.simulator.http.HttpMessage;
import dev.boshtap.simulator.http.Site;
import dev.boshtap.simulator.journal.Journal;
import dev.boshtap.simulator.journal.JournalEntry.Published;
import dev.boshtap.simulator.journal.JournalEntry.SessionChange;
import dev.boshtap.simulator.websocket.SocketSite;
import dev.boshtap.simulator.xml.Xml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The notification service behind {@code /http-bind} and {@code /ws/}: sessions by sid, and
 * publishing to them. Safe for use by many threads; one lock guards it all.
 */
public final class NotificationService implements Site, SocketSite {

  private final BoshSettings settings;
  private final Journal journal;
  private final ScheduledExecutorService timers;
  private final BiPredicate<String, String> admission;
  private final Random random;
  private final Pubsub pubsub;
  private final Map<String, Carrier> sessions = new LinkedHashMap<>();
  private final Map<String, Set<Carrier>> byAgent = new LinkedHashMap<>();
  private boolean backendPresent = true;
  private long items;

  /**
   * @param settings how it is set up
   * @param journal where it writes down what it does
   * @param timers end waits and reap idle sessions
   * @param admission says whether a login id and password are good
   * @param seed makes sids and item ids the same in every run
   */
  public NotificationService(
      BoshSettings settings,
      Journal journal,
      ScheduledExecutorService timers,
      BiPredicate<String, String> admission,
      long seed) {
    this.settings = settings;
    this.journal = journal;
    this.timers = timers;
    this.admission = admission;
    this.random = new Random(seed);
    this.pubsub = new Pubsub(settings.domain(), random);
    long period = settings.reaperPeriod().toNanos();
    var unused =
        timers.scheduleAtFixedRate(() -> locked(this::reap), period, period, TimeUnit.NANOSECONDS);
  }

  @Override
  public Visit visit(HttpMessage message) {
    String path = message.path();
    if (path.startsWith("/tunnel")) {
      return Site.always(HttpAnswer.html(200, Pages.TUNNEL));
    }
    if (!path.equals("/http-bind") && !path.equals("/http-bind/")) {
      return Site.always(HttpAnswer.errorPage(404, "Not Found"));
    }
    if (!message.method().equals("POST")) {
      return Site.always(HttpAnswer.errorPage(400, "Bad Request"));
    }
    return BoshRequest.read(message.text())
        .<Visit>map(Bind::new)
        .orElseGet(() -> Site.always(HttpAnswer.errorPage(400, "Unable to parse body content")));
  }

  @Override
  public Talk open(Peer peer) {
    synchronized (this) {
      String sid = String.format(Locale.ROOT, "%08x", random.nextInt());
      SocketSession session = new SocketSession(this, sid, peer);
      sessions.put(sid, session);
      session.stream().log(SessionChange.CREATED, "");
      return session;
    }
  }

  /** Publishes items to the sessions of their subscribers; those for one session in one body. */
  public void publish(List<Publication> publications) {
    locked(
        () -> {
          Set<Carrier> touched = new LinkedHashSet<>();
          publications.forEach(publication -> touched.addAll(queue(publication)));
          touched.forEach(Carrier::flush);
        });
  }

  private List<Carrier> queue(Publication publication) {
    String itemId =
        new UUID(random.nextLong(), random.nextLong()).toString() + (1_000_000 + ++items);
    String escaped = Xml.escape(publication.payload());
    List<Carrier> reached = new ArrayList<>();
    for (String agent : pubsub.recipients(publication.node(), byAgent.keySet())) {
      for (Carrier session : byAgent.getOrDefault(agent, Set.of())) {
        if (session.stream().isAvailable()) {
          String message = pubsub.message(publication.node(), agent, itemId, escaped);
          session.queue(new Outgoing(message, itemId));
          reached.add(session);
        }
      }
    }
    List<String> sids = reached.stream().map(Carrier::sid).toList();
    journal.add(at -> new Published(at, publication.node(), itemId, publication.payload(), sids));
    return reached;
  }

  /**
   * Says whether Finesse's own user is there, now to every session and later to every new one.
   *
   * @param present false as while Finesse's web server is down
   */
  public void backendPresent(boolean present) {
    locked(
        () -> {
          backendPresent = present;
          for (Carrier session : sessions.values()) {
            if (session.stream().isAvailable()) {
              session.stream().backend(present ? null : "unavailable");
              session.flush();
            }
          }
        });
  }

  /** How many sessions live. */
  public synchronized int sessionCount() {
    return sessions.size();
  }

  /** The sids of an agent's sessions. */
  public synchronized List<String> sessionsOf(String agent) {
    return byAgent.getOrDefault(agent, Set.of()).stream().map(Carrier::sid).toList();
  }

  /** Forgets every session without a word, as a restart of the service does. */
  public void restart() {
    locked(
        () -> {
          for (Carrier session : List.copyOf(sessions.values())) {
            session.finish();
            forget(session, XmppStream.Departure.FORGOTTEN, "restart");
          }
        });
  }

  synchronized void locked(Runnable task) {
    task.run();
  }

  BoshSettings settings() {
    return settings;
  }

  Journal journal() {
    return journal;
  }

  ScheduledExecutorService timers() {
    return timers;
  }

  Pubsub pubsub() {
    return pubsub;
  }

  boolean isBackendPresent() {
    return backendPresent;
  }

  boolean admits(String user, String password) {
    return admission.test(user, password);
  }

  void kickOthersBoundAs(Carrier mine, String user, String resource) {
    for (Carrier other : List.copyOf(byAgent.getOrDefault(user, Set.of()))) {
      if (other != mine && other.stream().isBoundAs(user, resource)) {
        other.kick();
      }
    }
    byAgent.computeIfAbsent(user, unused -> new LinkedHashSet<>()).add(mine);
  }

  void forget(Carrier session, XmppStream.Departure how, String detail) {
    if (sessions.remove(session.sid(), session)) {
      Set<Carrier> owned = byAgent.get(session.stream().agent());
      if (owned != null) {
        owned.remove(session);
        if (owned.isEmpty()) {
          byAgent.remove(session.stream().agent());
        }
      }
      session.stream().log(how.change(), detail);
    }
  }

  private void reap() {
    for (Carrier session : List.copyOf(sessions.values())) {
      if (session.isIdleFor(settings.inactivity())) {
        session.finish();
        forget(session, XmppStream.Departure.FORGOTTEN, "inactivity");
      }
    }
  }

  private HttpAnswer create(BoshRequest request) {
    Duration asked = Duration.ofSeconds(Math.max(0, request.number("wait", 30)));
    Duration wait = asked.compareTo(settings.longestWait()) < 0 ? asked : settings.longestWait();
    int hold = (int) Math.max(0, Math.min(request.number("hold", 1), settings.requests() - 1L));
    String ver = request.modernVersion();
    String sid = String.format(Locale.ROOT, "%08x", random.nextInt());
    BoshSession session = new BoshSession(this, sid, request.rid(), wait, hold, ver == null);
    sessions.put(sid, session);
    session.stream().log(SessionChange.CREATED, "");
    return HttpAnswer.bosh(
        Bodies.created(sid, settings, Bodies.wholeSeconds(wait), hold, request.rid(), ver));
  }

  /** A request to {@code /http-bind}. */
  private final class Bind implements Visit {
    private final BoshRequest request;

    private Bind(BoshRequest request) {
      this.request = request;
    }

    @Override
    public Identity identity() {
      String sid = request.sid();
      String agent = null;
      if (sid != null) {
        synchronized (NotificationService.this) {
          Carrier session = sessions.get(sid);
          agent = session == null ? null : session.stream().agent();
        }
      }
      return new Identity(agent, sid, request.rid(), request.isPoll());
    }

    @Override
    public void serve(Consumer<HttpAnswer> answer) {
      synchronized (NotificationService.this) {
        if (request.rid() <= 0) {
          answer.accept(HttpAnswer.errorPage(400, "Body missing RID (Request ID)"));
        } else if (request.sid() == null) {
          answer.accept(create(request));
        } else {
          BoshSession session = bosh(request.sid());
          if (session == null) {
            answer.accept(invalidSid());
          } else {
            session.receive(request, answer);
          }
        }
      }
    }

    @Override
    public HttpAnswer forget() {
      synchronized (NotificationService.this) {
        BoshSession session = bosh(request.sid());
        if (session != null) {
          session.finish();
          NotificationService.this.forget(session, XmppStream.Departure.FORGOTTEN, "fault");
        }
        return invalidSid();
      }
    }

    @Override
    public HttpAnswer terminate(String condition) {
      synchronized (NotificationService.this) {
        BoshSession session = bosh(request.sid());
        return session == null
            ? HttpAnswer.bosh(Bodies.terminated(condition))
            : session.end(condition);
      }
    }

    private @Nullable BoshSession bosh(@Nullable String sid) {
      return sessions.get(sid) instanceof BoshSession session ? session : null;
    }

    private HttpAnswer invalidSid() {
      return HttpAnswer.errorPage(404, "Invalid SID.");
    }
  }
}
