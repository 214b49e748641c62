package dev.boshtap.simulator;

import dev.boshtap.simulator.bosh.BoshSettings;
import dev.boshtap.simulator.bosh.NotificationService;
import dev.boshtap.simulator.bosh.Publication;
import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.fault.Faults;
import dev.boshtap.simulator.finesse.ContactCentre;
import dev.boshtap.simulator.finesse.FinesseUser;
import dev.boshtap.simulator.finesse.RestSite;
import dev.boshtap.simulator.http.HttpsListener;
import dev.boshtap.simulator.http.Listening;
import dev.boshtap.simulator.journal.Journal;
import dev.boshtap.simulator.journal.JournalEntry;
import dev.boshtap.simulator.websocket.SocketConnection;
import dev.boshtap.simulator.websocket.Sockets;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A Finesse server to be talked to: the notification service and REST, each on a TLS port, with
 * agents to steer, faults to order and a journal of the truth.
 *
 * <pre>{@code
 * try (SimulatedFinesse finesse = SimulatedFinesse.builder().start()) {
 *   finesse.faults().add(FaultRule.next(Requests.pollsOf("1001"), new Fault.Reset()));
 *   ...
 *   finesse.centre().ring("1001", "5550123", Map.of("callVariable1", "gold"));
 *   ...
 *   assertThat(finesse.journal().exchanges()).filteredOn(ServedExchange::isUnanswered)...
 * }
 * }</pre>
 */
public final class SimulatedFinesse implements AutoCloseable {

  /** The name that Finesse has unless it is given another. */
  public static final String DEFAULT_HOST_NAME = "fin1.boshtap.test";

  private final String hostName;
  private final ServerIdentity identity;
  private final Faults faults = new Faults();
  private final Journal journal;
  private final EventLoopGroup loops;
  private final NotificationService notifications;
  private final Sockets sockets = new Sockets();
  private final ContactCentre centre;
  private final HttpsListener bosh;
  private final HttpsListener rest;

  private SimulatedFinesse(Builder builder) throws IOException {
    this.hostName = builder.hostName;
    this.identity = ServerIdentity.of(hostName, builder.address);
    this.journal = new Journal(builder.clock, builder.journalCapacity, builder.journalListener);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            builder.threads, new DefaultThreadFactory("finesse", true), NioIoHandler.newFactory());
    boolean started = false;
    try {
      BoshSettings settings =
          BoshSettings.of(hostName)
              .withLongestWait(builder.longestWait)
              .withInactivity(builder.inactivity, builder.reaperPeriod);
      this.notifications =
          new NotificationService(settings, journal, loops, builder.admission, builder.seed);
      this.centre =
          new ContactCentre(
              hostName, builder.users, builder.clock, notifications::publish, builder.seed);
      AtomicLong connections = new AtomicLong();
      AtomicLong requests = new AtomicLong();
      this.bosh =
          HttpsListener.open(
              new InetSocketAddress(builder.address, builder.boshPort),
              loops,
              identity.tls(),
              new Listening(
                  Endpoint.BOSH,
                  notifications,
                  faults,
                  journal,
                  builder.gzip,
                  connections,
                  requests),
              pipeline ->
                  SocketConnection.addTo(
                      pipeline, notifications, sockets, builder.compressedSockets));
      this.rest =
          HttpsListener.open(
              new InetSocketAddress(builder.address, builder.restPort),
              loops,
              identity.tls(),
              new Listening(
                  Endpoint.REST,
                  new RestSite(centre, builder.admission),
                  faults,
                  journal,
                  builder.gzip,
                  connections,
                  requests),
              pipeline -> {});
      started = true;
    } finally {
      if (!started) {
        stopLoops();
      }
    }
  }

  /** A server with the usual settings, to be changed before it starts. */
  public static Builder builder() {
    return new Builder();
  }

  /** The name in the certificate, which is the XMPP domain too. */
  public String hostName() {
    return hostName;
  }

  /** Where {@code /http-bind} and {@code /ws/} are. */
  public InetSocketAddress boshAddress() {
    return bosh.address();
  }

  /** Where REST and the desktop are. */
  public InetSocketAddress restAddress() {
    return rest.address();
  }

  /** The root that a client must trust. */
  public X509Certificate caCertificate() {
    return identity.root();
  }

  /** What goes wrong. */
  public Faults faults() {
    return faults;
  }

  /** What happened. */
  public Journal journal() {
    return journal;
  }

  /** The agents and their calls. */
  public ContactCentre centre() {
    return centre;
  }

  /** The WebSockets at {@code /ws/}, and what goes wrong with them. */
  public Sockets sockets() {
    return sockets;
  }

  /** The sessions, over BOSH and over WebSockets. */
  public NotificationService notifications() {
    return notifications;
  }

  /** Publishes any text on any node, to whoever is subscribed. */
  public void publish(String node, String payload) {
    notifications.publish(List.of(new Publication(node, payload)));
  }

  /** Closes every connection and stops. */
  @Override
  public void close() {
    bosh.close();
    rest.close();
    stopLoops();
  }

  private void stopLoops() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** How a server is to be; each setting has a usual value. */
  public static final class Builder {
    private String hostName = DEFAULT_HOST_NAME;
    private String address = "127.0.0.1";
    private int boshPort;
    private int restPort;
    private Duration longestWait = Duration.ofSeconds(30);
    private Duration inactivity = Duration.ofSeconds(60);
    private Duration reaperPeriod = Duration.ofSeconds(30);
    private boolean gzip;
    private boolean compressedSockets;
    private int threads = 2;
    private int journalCapacity = 1_000_000;
    private Consumer<? super JournalEntry> journalListener = entry -> {};
    private long seed = 1;
    private InstantSource clock = InstantSource.system();
    private BiPredicate<String, String> admission = (user, password) -> true;
    private final List<FinesseUser> users = new ArrayList<>();

    private Builder() {}

    /** The name in the certificate and the XMPP domain. */
    public Builder hostName(String name) {
      this.hostName = name;
      return this;
    }

    /** The local address to listen on, as text. */
    public Builder address(String text) {
      this.address = text;
      return this;
    }

    /** The port of the notification service; 0, the usual value, takes a free one. */
    public Builder boshPort(int port) {
      this.boshPort = port;
      return this;
    }

    /** The port of REST; 0, the usual value, takes a free one. */
    public Builder restPort(int port) {
      this.restPort = port;
      return this;
    }

    /** The most that is granted as wait, perhaps a fraction of a second; usually 30 s. */
    public Builder longestWait(Duration wait) {
      this.longestWait = wait;
      return this;
    }

    /**
     * When idle sessions are forgotten; usually after 60 s, looked for every 30 s.
     *
     * @param limit how long a session may be without a held request
     * @param period how often that is looked at
     */
    public Builder inactivity(Duration limit, Duration period) {
      this.inactivity = limit;
      this.reaperPeriod = period;
      return this;
    }

    /** Whether answers are compressed for clients that accept it; usually not. */
    public Builder gzip(boolean on) {
      this.gzip = on;
      return this;
    }

    /** Whether messages on WebSockets are compressed for clients that offer it; usually not. */
    public Builder compressedSockets(boolean on) {
      this.compressedSockets = on;
      return this;
    }

    /** How many threads serve; usually 2. */
    public Builder threads(int count) {
      this.threads = count;
      return this;
    }

    /** How many entries the journal keeps; 0 for none. */
    public Builder journalCapacity(int entries) {
      this.journalCapacity = entries;
      return this;
    }

    /** Who is told of each entry of the journal, for runs that are too long to keep them all. */
    public Builder journalListener(Consumer<? super JournalEntry> listener) {
      this.journalListener = listener;
      return this;
    }

    /** Makes sids and ids the same in every run with the same seed. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** The server's clock, which can be off from the client's. */
    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    /** Who is let in, by login id and password; usually everybody. */
    public Builder admission(BiPredicate<String, String> rule) {
      this.admission = rule;
      return this;
    }

    /** Adds a user who is not a plain agent of the first team. */
    public Builder user(FinesseUser user) {
      users.add(user);
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws IOException if an address cannot be bound
     */
    public SimulatedFinesse start() throws IOException {
      return new SimulatedFinesse(this);
    }
  }
}
