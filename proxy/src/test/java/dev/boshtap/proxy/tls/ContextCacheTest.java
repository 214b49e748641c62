package dev.boshtap.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ContextCacheTest {

  private final ContextCache<String, Integer> cache = new ContextCache<>(2);

  private static SslContext context() throws SSLException {
    return SslContextBuilder.forClient().sslProvider(SslProvider.OPENSSL_REFCNT).build();
  }

  /** A context that is in use by nobody. */
  private SslContext put(String key, int from) throws SSLException {
    SslContext context = cache.put(key, from, context());
    ReferenceCountUtil.release(context);
    return context;
  }

  private static int references(SslContext context) {
    return ReferenceCountUtil.refCnt(context);
  }

  @Test
  void forgetsAndReleasesWhatWasUsedLongestAgo() throws SSLException {
    SslContext first = put("1", 0);
    SslContext second = put("2", 0);
    assertThat(cache.get("1", 0)).containsSame(first);
    ReferenceCountUtil.release(first);
    SslContext third = put("3", 0);

    assertThat(IntStream.of(references(first), references(second), references(third)))
        .containsExactly(1, 0, 1);
    assertThat(cache.get("2", 0)).isEmpty();
    cache.close();
    assertThat(IntStream.of(references(first), references(third))).containsExactly(0, 0);
  }

  @Test
  void takesNothingAwayFromUnderAHandshake() throws SSLException {
    SslContext used = cache.put("1", 0, context());
    put("2", 0);
    put("3", 0);

    assertThat(references(used)).as("forgotten, and in use").isOne();
    ReferenceCountUtil.release(used);
    cache.close();
  }

  @Test
  void oneThatWasMadeFromSomethingElseIsReplaced() throws SSLException {
    SslContext old = put("1", 0);
    assertThat(cache.get("1", 1)).isEmpty();
    put("1", 1);

    assertThat(references(old)).isZero();
    cache.close();
  }
}
