package dev.boshtap.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.NameLimits;
import dev.boshtap.ca.RootCa;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientLegTlsTest {

  private final AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
  private final RootCa root =
      RootCa.create("anna@desk-7", time::get, NameLimits.forHosts(List.of("fin1.example.com")));

  private ClientLegTls tls(TlsProvider provider, Executor executor) {
    return new ClientLegTls(provider, new LeafMinter(root, time::get, 1_000), executor, KeyLog.OFF);
  }

  private static Promise<SslContext> ask(ClientLegTls tls, String host) {
    Promise<SslContext> promise = ImmediateEventExecutor.INSTANCE.newPromise();
    tls.contextFor(host, promise);
    return promise;
  }

  /** The context, of which nobody but the cache holds a reference. */
  private static SslContext get(ClientLegTls tls, String host) throws Exception {
    SslContext context = ask(tls, host).get();
    ReferenceCountUtil.release(context);
    return context;
  }

  /** 2 kB for each connection for as long as it lasts, on two connections for each held poll. */
  @Test
  void aConnectionKeepsLittleRoomForWhatIsSaidWhileItReads() throws Exception {
    try (ClientLegTls tls = tls(TlsProvider.BORINGSSL, Runnable::run)) {
      assertThat(get(tls, "fin1.example.com"))
          .isInstanceOfSatisfying(
              ReferenceCountedOpenSslContext.class,
              context ->
                  assertThat(context.getBioNonApplicationBufferSize()).isLessThanOrEqualTo(256));
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void aHostHasOneContextUntilItsLeafIsMintedAnew(TlsProvider provider) throws Exception {
    try (ClientLegTls tls = tls(provider, Runnable::run)) {
      SslContext first = get(tls, "fin1.example.com");
      assertThat(get(tls, "fin1.example.com")).isSameAs(first);

      // A laptop that slept for longer than a leaf lives.
      time.set(time.get().plus(LeafMinter.LONGEST_LIFE).plus(Duration.ofDays(1)));

      assertThat(get(tls, "fin1.example.com")).isNotSameAs(first);
      if (first instanceof ReferenceCounted counted) {
        assertThat(counted.refCnt()).as("the former is released").isZero();
      }
    }
  }

  @Test
  void whoStillWaitsWhenItIsClosedIsRefused() {
    Queue<Runnable> waiting = new ArrayDeque<>();
    ClientLegTls tls = tls(TlsProvider.JDK, waiting::add);
    Promise<SslContext> promise = ask(tls, "fin1.example.com");

    tls.close();
    waiting.remove().run();

    assertThat(promise.cause()).isInstanceOf(SSLException.class).hasMessage("boshtap is stopping");
  }

  @Test
  void aHostThatTheCaMayNotSignForHasNone() {
    try (ClientLegTls tls = tls(TlsProvider.JDK, Runnable::run)) {
      assertThatThrownBy(() -> ask(tls, "fin1.example.org").sync())
          .isInstanceOf(SSLException.class)
          .hasMessage(
              "no certificate for fin1.example.org: boshtap's CA may sign for example.com only");
    }
  }

  @Test
  void anExpiredCaSignsForNobody() {
    time.set(root.expires());
    try (ClientLegTls tls = tls(TlsProvider.JDK, Runnable::run)) {
      assertThatThrownBy(() -> ask(tls, "fin1.example.com").sync())
          .hasMessageEndingWith("boshtap's CA expired on " + root.expires());
    }
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsReleased() throws Exception {
    Queue<Runnable> later = new ArrayDeque<>();
    try (ClientLegTls tls = tls(TlsProvider.BORINGSSL, later::add)) {
      Promise<SslContext> gone = ask(tls, "fin1.example.com");
      gone.cancel(false);
      later.remove().run();
      Promise<SslContext> next = ask(tls, "fin1.example.com");
      later.remove().run();

      ReferenceCounted context = (ReferenceCounted) next.get();
      assertThat(context.refCnt()).as("the cache's and this one").isEqualTo(2);
      context.release();
    }
  }

  @Test
  void afterTheEndNothingIsMinted() {
    try (ClientLegTls tls =
        tls(
            TlsProvider.JDK,
            task -> {
              throw new RejectedExecutionException("ended");
            })) {
      assertThatThrownBy(() -> ask(tls, "fin1.example.com").sync())
          .isInstanceOf(RejectedExecutionException.class);
    }
  }
}
