package dev.boshtap.simulator.agent;

import dev.boshtap.simulator.agent.ClientConnection.Manner;
import dev.boshtap.simulator.fault.Endpoint;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one agent's browser: keep-alive connections to both ports, a second one where
 * the first is held, and the header fields that a desktop sends. Runs on the agent's event loop.
 */
final class HttpDesk {

  private final AgentNetwork network;
  private final EventLoop loop;
  private final AgentProfile profile;
  private final AgentListener listener;
  private final Map<Endpoint, ArrayDeque<ClientConnection>> idle = new EnumMap<>(Endpoint.class);
  private final Set<ClientConnection> busy = new LinkedHashSet<>();

  /** A request on its way; it can be given up. */
  final class Trip {
    private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    private @Nullable ClientConnection connection;
    private @Nullable Manner givenUp;

    /** The answer, or why there is none; completes on the loop. */
    CompletableFuture<HttpReply> reply() {
      return reply;
    }

    /** Gives the request up by ending its connection. */
    void giveUp(Manner manner) {
      givenUp = manner;
      if (connection != null) {
        connection.end(manner);
      }
      reply.completeExceptionally(new IOException("given up by the client"));
    }

    private void on(ClientConnection open, Endpoint endpoint, FullHttpRequest request) {
      if (givenUp != null) {
        request.release();
        open.end(givenUp);
        return;
      }
      connection = open;
      busy.add(open);
      listener.sent(
          request.method().name(),
          request.uri(),
          request.headers().get("requestId"),
          request.content().toString(StandardCharsets.UTF_8));
      var unused =
          open.send(request)
              .whenComplete(
                  (answer, failure) -> {
                    busy.remove(open);
                    connection = null;
                    if (answer == null) {
                      reply.completeExceptionally(failure);
                      return;
                    }
                    if (answer.keepsAlive()) {
                      idleAt(endpoint).push(open);
                    } else {
                      open.end(Manner.CLOSE);
                    }
                    reply.complete(answer);
                  });
    }

    private void fail(FullHttpRequest request, Throwable failure) {
      request.release();
      reply.completeExceptionally(failure);
    }
  }

  HttpDesk(AgentNetwork network, EventLoop loop, AgentProfile profile, AgentListener listener) {
    this.network = network;
    this.loop = loop;
    this.profile = profile;
    this.listener = listener;
  }

  /** Sends a request on a free connection, or on a new one. */
  Trip send(
      Endpoint endpoint,
      String method,
      String path,
      String body,
      List<Map.Entry<String, String>> headers) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(method),
            path,
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    request
        .headers()
        .set(HttpHeaderNames.HOST, network.host() + ":" + network.port(endpoint))
        .set(HttpHeaderNames.USER_AGENT, "Mozilla/5.0 (simulated agent desktop)")
        .set(HttpHeaderNames.ACCEPT, "text/plain, */*; q=0.01")
        .set("X-Requested-With", "XMLHttpRequest")
        // Cookies know no ports: the notification service is sent those of the desktop.
        .set(
            HttpHeaderNames.COOKIE,
            "JSESSIONID=0A1B2C3D4E5F60718293; finesse_ag_extension=2" + profile.id())
        .setInt(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
    if (profile.gzip()) {
      request.headers().set(HttpHeaderNames.ACCEPT_ENCODING, "gzip, deflate");
    }
    headers.forEach(header -> request.headers().set(header.getKey(), header.getValue()));
    Trip trip = new Trip();
    ClientConnection free = takeIdle(endpoint);
    if (free != null) {
      trip.on(free, endpoint, request);
    } else {
      var unused =
          network
              .connect(endpoint, loop, profile.gzip())
              .whenComplete(
                  (opened, failure) -> {
                    if (opened == null) {
                      trip.fail(request, failure);
                    } else {
                      trip.on(opened, endpoint, request);
                    }
                  });
    }
    return trip;
  }

  /** Ends every connection. */
  void endAll(Manner manner) {
    for (ArrayDeque<ClientConnection> connections : idle.values()) {
      connections.forEach(connection -> connection.end(manner));
      connections.clear();
    }
    List.copyOf(busy).forEach(connection -> connection.end(manner));
  }

  private @Nullable ClientConnection takeIdle(Endpoint endpoint) {
    ArrayDeque<ClientConnection> connections = idleAt(endpoint);
    while (!connections.isEmpty()) {
      ClientConnection connection = connections.pop();
      if (connection.isOpen()) {
        return connection;
      }
    }
    return null;
  }

  private ArrayDeque<ClientConnection> idleAt(Endpoint endpoint) {
    return idle.computeIfAbsent(endpoint, unused -> new ArrayDeque<>());
  }
}
