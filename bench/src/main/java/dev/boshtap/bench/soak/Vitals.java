package dev.boshtap.bench.soak;

import dev.boshtap.bench.load.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process holds at one moment; -1 where nobody tells (no Linux {@code /proc}, no {@code
 * jcmd} beside this Java, no native memory tracking in that process).
 *
 * @param heap bytes of the heap in use, garbage included
 * @param outsideHeap bytes that the JVM has taken outside the heap: classes, compiled code,
 *     threads' stacks, direct buffers
 * @param resident bytes of all of it in memory, that of native libraries too
 * @param descriptors open files and sockets
 * @param threads threads
 */
record Vitals(long heap, long outsideHeap, long resident, int descriptors, int threads) {

  private static final Pattern HEAP_USED = Pattern.compile("(?m)total \\d+K, used (\\d+)K");
  private static final Pattern TOTAL = Pattern.compile("Total: .*?committed=(\\d+)KB");
  private static final Pattern HEAP_COMMITTED =
      Pattern.compile("Java Heap \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
  private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");

  static Vitals of(Child process) throws IOException, InterruptedException {
    Path proc = Path.of("/proc", String.valueOf(process.pid()));
    String status = Files.exists(proc) ? Files.readString(proc.resolve("status")) : "";
    String memory = jcmd(process, "VM.native_memory", "summary");
    long total = number(TOTAL, memory);
    return new Vitals(
        heapUsed(process),
        total < 0 ? -1 : (total - Math.max(0, number(HEAP_COMMITTED, memory))) * 1024,
        process.resident().orElse(-1),
        Files.exists(proc) ? count(proc.resolve("fd")) : -1,
        (int) number(THREADS, status));
  }

  /** The heap in use once all garbage is collected; a pause of the process. */
  static long liveHeap(Child process) throws IOException, InterruptedException {
    jcmd(process, "GC.run");
    return heapUsed(process);
  }

  private static long heapUsed(Child process) throws IOException, InterruptedException {
    // One line for G1, one for each generation of the serial collector.
    Matcher spaces = HEAP_USED.matcher(jcmd(process, "GC.heap_info"));
    long used = -1;
    while (spaces.find()) {
      used = Math.max(0, used) + Long.parseLong(spaces.group(1)) * 1024;
    }
    return used;
  }

  private static int count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.count();
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : -1;
  }

  private static String jcmd(Child process, String... order)
      throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(program)) {
      return "";
    }
    String[] command =
        Stream.concat(
                Stream.of(program.toString(), String.valueOf(process.pid())), Stream.of(order))
            .toArray(String[]::new);
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return tool.waitFor() == 0 ? said : "";
  }
}
