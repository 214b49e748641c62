package dev.boshtap.exporters.packets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Told;
import dev.boshtap.exporters.open.CaptureFiles;
import dev.boshtap.exporters.open.CaptureKeys;
import dev.boshtap.exporters.read.Passwords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketReaderTest {

  private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final String ANSWER = "<body xmlns='http://jabber.org/protocol/httpbind'/>";

  @TempDir private Path folder;

  @BeforeEach
  void tsharkIsInstalled() {
    assumeTrue(Tshark.find().isPresent() || System.getenv("CI") != null, "tshark is not installed");
  }

  private Told told(byte[] packets, Optional<Path> keyLog) throws IOException {
    Path file = Files.write(folder.resolve("a.pcap"), packets);
    return Told.by(CaptureFiles.open(file, new CaptureKeys(Passwords.NONE, keyLog)));
  }

  private static byte[] post(int rid) {
    String body = "<body rid='%d' xmlns='http://jabber.org/protocol/httpbind'/>".formatted(rid);
    return ("POST /http-bind/ HTTP/1.1\r\nHost: finesse1.example.com:7443\r\n"
            + "Content-Type: text/xml\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(UTF_8);
  }

  private static byte[] twoPollsOfWhichOneIsLost() {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
            + ANSWER.length()
            + "\r\n\r\n"
            + ANSWER;
    return new Pcap(8080)
        .opened(TEN)
        .sent(TEN, true, post(1))
        .sent(TEN.plusSeconds(3), false, answer.getBytes(UTF_8))
        .sent(TEN.plusSeconds(4), true, post(2))
        .packet(TEN.plusSeconds(35), false, Pcap.RST | Pcap.ACK, new byte[0])
        .bytes();
  }

  @Test
  void packetsTellWhoHungUp() throws IOException {
    Told told = told(twoPollsOfWhichOneIsLost(), Optional.empty());

    assertThat(told.wire())
        .filteredOn(WireEvent.Ended.class::isInstance)
        .extracting(event -> ((WireEvent.Ended) event).ending())
        .containsExactly(
            Ending.ANSWERED, new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false));
    assertThat(told.wire().get(0))
        .isInstanceOfSatisfying(
            WireEvent.Opened.class,
            opened -> {
              assertThat(opened.connection().server())
                  .isEqualTo(new HostPort("finesse1.example.com", 7443));
              assertThat(opened.connection().client()).isEqualTo("192.0.2.1:51234");
            });
    assertThat(bodies(told)).containsExactly(ANSWER);
    assertThat(told.end().wall()).isEqualTo(TEN.plusSeconds(35));
    assertThat(told.losses()).isEmpty();
  }

  @Test
  void whatIsNotOverTcpIsNoExchange() throws IOException {
    byte[] search = "M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\n\r\n".getBytes(UTF_8);
    byte[] packets =
        new Pcap(8080)
            .discovery(TEN, search)
            .opened(TEN)
            .sent(TEN, true, post(1))
            .discovery(TEN.plusSeconds(1), search)
            .packet(TEN.plusSeconds(35), false, Pcap.RST | Pcap.ACK, new byte[0])
            .bytes();

    assertThat(told(packets, Optional.empty()).wire())
        .filteredOn(WireEvent.Started.class::isInstance)
        .extracting(event -> ((WireEvent.Started) event).head().method())
        .containsExactly("POST");
  }

  @Test
  void aLongBodyInHexadecimalIsReadWhole() {
    assertThat(PacketReader.bytes("3c:".repeat(1_000_000))).hasSize(1_000_000).containsOnly('<');
  }

  @Test
  void aLongBodyIsReadWhole() throws IOException {
    String body = "<body>" + "a".repeat(100_000) + "</body>";
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    byte[] packets =
        new Pcap(8080)
            .opened(TEN)
            .sent(TEN, true, post(1))
            .sent(TEN.plusSeconds(3), false, answer.getBytes(UTF_8))
            .bytes();

    assertThat(bodies(told(packets, Optional.empty()))).containsExactly(body);
  }

  @Test
  void aFileThatIsCutIsReadAsFarAsItGoes() throws IOException {
    byte[] packets = twoPollsOfWhichOneIsLost();

    Told told = told(Arrays.copyOf(packets, packets.length - 20), Optional.empty());

    assertThat(told.isDamaged()).isTrue();
    assertThat(bodies(told)).containsExactly(ANSWER);
    assertThat(told.losses()).extracting(Observation.Loss::what).anyMatch(w -> w.contains("cut"));
  }

  @Test
  void whatIsEncryptedIsReadWithItsKeysAndSaidToBeWithoutThem()
      throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.log");
    byte[] packets = tlsExchange(keys);

    assertThat(bodies(told(packets, Optional.of(keys)))).containsExactly(ANSWER);
    assertThat(told(packets, Optional.empty()).losses())
        .extracting(Observation.Loss::what)
        .containsExactly(
            "no HTTP/1 in these packets: not there, or encrypted (is the key log right?)");
  }

  private static List<String> bodies(Told told) {
    return told.wire().stream()
        .filter(WireEvent.ResponseBytes.class::isInstance)
        .map(event -> new String(((WireEvent.ResponseBytes) event).bytes(), UTF_8))
        .toList();
  }

  /** OpenSSL's client asks OpenSSL's server, through a relay that takes down what passes. */
  private byte[] tlsExchange(Path keys) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("answer"),
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
            + ANSWER.length()
            + "\r\n\r\n"
            + ANSWER);
    openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem"
                + " -out cert.pem -days 2 -subj /CN=localhost")
        .waitFor(60, TimeUnit.SECONDS);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process server =
        openssl("s_server -accept 127.0.0.1:%d -key key.pem -cert cert.pem -HTTP".formatted(port));
    Pcap pcap = new Pcap(8443).opened(TEN);
    try (ServerSocket relay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        InputStream ready = server.getInputStream()) {
      awaitAccept(ready);
      Process client =
          openssl(
              "s_client -quiet -keylogfile %s -connect 127.0.0.1:%d"
                  .formatted(keys, relay.getLocalPort()));
      try (Socket near = relay.accept();
          Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
        CompletableFuture<Void> there =
            CompletableFuture.runAsync(() -> pass(near, far, pcap, true));
        try (OutputStream ask = client.getOutputStream()) {
          ask.write("GET /answer HTTP/1.1\r\nHost: localhost:8443\r\n\r\n".getBytes(UTF_8));
          ask.flush();
          pass(far, near, pcap, false);
        }
        near.shutdownInput();
        there.exceptionally(closed -> null).join();
      } finally {
        client.destroy();
      }
    } finally {
      server.destroy();
    }
    return pcap.packet(TEN, false, Pcap.FIN | Pcap.ACK, new byte[0]).bytes();
  }

  private static void awaitAccept(InputStream said) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("ACCEPT") < 0) {
      int c = said.read();
      assertThat(c).as("openssl: %s", text).isNotNegative();
      text.append((char) c);
    }
  }

  private static void pass(Socket from, Socket to, Pcap pcap, boolean byClient) {
    byte[] piece = new byte[16_384];
    try {
      for (int n = from.getInputStream().read(piece);
          n >= 0;
          n = from.getInputStream().read(piece)) {
        pcap.sent(TEN, byClient, Arrays.copyOf(piece, n));
        to.getOutputStream().write(piece, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process openssl(String arguments) throws IOException {
    return new ProcessBuilder(("openssl " + arguments).split(" "))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
  }
}
