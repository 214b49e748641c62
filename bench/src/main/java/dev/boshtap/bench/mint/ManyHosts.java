package dev.boshtap.bench.mint;

import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.NameLimits;
import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.tls.ClientLegTls;
import dev.boshtap.proxy.tls.KeyLog;
import dev.boshtap.proxy.tls.TlsProvider;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * 10,000 hosts, each asked for once: the time until its leaf is minted, the time until its TLS
 * context is there, and the memory that all of them together leave behind. Times are given by the
 * clock and by the thread's processor time, which other work on the machine does not change.
 */
public final class ManyHosts {

  private static final int WARM_UP = 1_000;
  private static final int HOSTS = 10_000;

  /** As many as a running boshtap remembers. */
  private static final int REMEMBERED = 1_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final RootCa root =
      RootCa.create(
          "bench", InstantSource.system(), NameLimits.forHosts(List.of("fin1.example.com")));

  private ManyHosts() {}

  /** What is done with each host. */
  private interface Work {
    void on(String host) throws Exception;
  }

  private void measure(String name, Work work) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      work.on("warm-up-" + i + ".example.com");
    }
    System.gc();
    long memoryBefore = residentKilobytes();
    long[] clock = new long[HOSTS];
    long[] processor = new long[HOSTS];
    for (int i = 0; i < HOSTS; i++) {
      String host = "host-" + i + ".example.com";
      long begin = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      work.on(host);
      processor[i] = threads.getCurrentThreadCpuTime() - used;
      clock[i] = System.nanoTime() - begin;
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%s: by the clock p50 %.2f, p99 %.2f ms; processor time p50 %.2f, p99 %.2f ms; afterwards"
            + " %d MB of heap in use, resident memory %+d MB%n",
        name,
        percentile(clock, 50),
        percentile(clock, 99),
        percentile(processor, 50),
        percentile(processor, 99),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        (residentKilobytes() - memoryBefore) >> 10);
  }

  private static double percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length * percent + 99) / 100 - 1] / 1e6;
  }

  /** 0 where there is no /proc. */
  private static long residentKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  private LeafMinter minter() {
    return new LeafMinter(root, InstantSource.system(), REMEMBERED);
  }

  private void contexts(TlsProvider provider) throws Exception {
    try (ClientLegTls tls = new ClientLegTls(provider, minter(), Runnable::run, KeyLog.OFF)) {
      measure(
          "leaf and context of " + provider,
          host -> {
            Promise<SslContext> promise = ImmediateEventExecutor.INSTANCE.newPromise();
            tls.contextFor(host, promise);
            ReferenceCountUtil.release(promise.get());
          });
    }
  }

  /** Prints all. */
  public static void main(String[] arguments) throws Exception {
    ManyHosts hosts = new ManyHosts();
    hosts.measure("leaf", hosts.minter()::leafFor);
    for (TlsProvider provider : TlsProvider.values()) {
      hosts.contexts(provider);
    }
  }
}
