package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A poll that is held for longer than anything in between likes to wait, in real time. */
class LongPollIT {

  private static final Duration HELD = Duration.ofSeconds(130);

  private static final String CREATION =
      "<body rid='41' to='fin1.boshtap.test' wait='150' hold='1' ver='1.6'"
          + " xmlns='http://jabber.org/protocol/httpbind'/>";
  private static final String SESSION =
      "<body sid='c0ffee' wait='150' hold='1' requests='2' inactivity='60'"
          + " xmlns='http://jabber.org/protocol/httpbind'/>";
  private static final String POLL =
      "<body rid='42' sid='c0ffee' xmlns='http://jabber.org/protocol/httpbind'/>";
  private static final String IDLE = "<body xmlns='http://jabber.org/protocol/httpbind'></body>";

  @Test
  void aPollThatIsHeldFor130SecondsComesThrough(@TempDir Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    FinesseHost host = new FinesseHost();
    HarFile har = new HarFile(folder.resolve("capture.har"));
    Path events = folder.resolve("events.ndjson");
    Path home = folder.resolve("home");
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    HttpsServer server = HttpsServer.create(new InetSocketAddress(host.address(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(host.serverTls()));
    server.createContext("/http-bind/", exchange -> answer(exchange, timer));
    server.start();
    int port = server.getAddress().getPort();
    Path config =
        Boshtap.writeConfig(
            folder,
            "intercept:",
            "  ports: [" + port + "]",
            "upstream:",
            "  trusted-certificates: [" + host.writeCa(folder) + "]");
    try (Program boshtap =
        Boshtap.start(
            folder,
            List.of("-Djdk.net.hosts.file=" + host.writeHosts(folder)),
            "run",
            "--listen",
            "127.0.0.1:0",
            "--home",
            home.toString(),
            "--config",
            config.toString(),
            "--events",
            events.toString(),
            "--har",
            har.path().toString())) {
      URI proxy = URI.create("http://" + Boshtap.awaitListening(boshtap));
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())))
              .sslContext(
                  FinesseHost.clientTls(SimulatedSite.certificate(Boshtap.exportCa(folder, home))))
              .build();
      assertThat(post(client, port, CREATION).body()).isEqualTo(SESSION);
      HttpResponse<String> answer = post(client, port, POLL);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(IDLE);
      boshtap.terminate();
      assertThat(boshtap.awaitExit()).isZero();
    } finally {
      server.stop(0);
      timer.shutdownNow();
    }
    assertThat(EventLine.read(events)).noneMatch(EventLine::isPoll);
    List<JsonNode> entries = har.entriesOf(FinesseHost.NAME + ":" + port);
    assertThat(entries).hasSize(2);
    assertThat(entries.get(1).at("/response/status").asInt()).isEqualTo(200);
    assertThat(entries.get(1).at("/time").asDouble())
        .isGreaterThanOrEqualTo((double) HELD.toMillis());
  }

  private static HttpResponse<String> post(HttpClient client, int port, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("https://%s:%d/http-bind/".formatted(FinesseHost.NAME, port));
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "text/xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void answer(HttpExchange exchange, ScheduledExecutorService timer)
      throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (body.equals(POLL)) {
      var unused =
          timer.schedule(() -> send(exchange, IDLE), HELD.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      send(exchange, SESSION);
    }
  }

  private static void send(HttpExchange exchange, String body) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
