package dev.boshtap.bench.profile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Draws a flight recording as a flame graph, SVG on standard output: thread beneath method beneath
 * what it calls, as wide as its share of processor time, or of the memory allocated. What takes
 * less than a three-hundredth is left out; names and shares are in the tooltips.
 *
 * <pre>
 * java -cp bench/target/bench.jar dev.boshtap.bench.profile.FlameGraph cpu boshtap.jfr
 * </pre>
 */
public final class FlameGraph {

  private static final int WIDTH = 1_200;
  private static final int ROW = 15;
  private static final int LETTER = 6;
  private static final int SMALLEST = 300;

  /** What is drawn. */
  private enum Measure {
    CPU("jdk.ExecutionSample", "sampledThread", "processor time"),
    ALLOC("jdk.ObjectAllocationSample", "eventThread", "memory allocated");

    private final String event;
    private final String thread;
    private final String words;

    Measure(String event, String thread, String words) {
      this.event = event;
      this.thread = thread;
      this.words = words;
    }

    static Optional<Measure> named(String word) {
      return Arrays.stream(values())
          .filter(measure -> measure.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }

    long weight(RecordedEvent sample) {
      return this == CPU ? 1 : sample.getLong("weight");
    }
  }

  private final PrintStream out;
  private final Frame root;
  private final long least;
  private final int height;

  private FlameGraph(Frame root, PrintStream out) {
    this.root = root;
    this.out = out;
    least = Math.max(1, root.weight() / SMALLEST);
    height = root.height(least) * ROW;
  }

  /** Draws {@code cpu} or {@code alloc} of a recording. */
  public static void main(String[] args) throws IOException {
    Optional<Measure> measure = args.length == 2 ? Measure.named(args[0]) : Optional.empty();
    if (measure.isEmpty()) {
      System.err.printf(
          "%s (expected: cpu or alloc, and a flight recording)%n", String.join(" ", args));
      System.exit(2);
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    draw(read(Path.of(args[1]), measure.get()), out);
  }

  private static Frame read(Path recording, Measure measure) throws IOException {
    Frame root = new Frame(measure.words);
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent sample = file.readEvent();
        RecordedStackTrace stack = sample.getStackTrace();
        if (sample.getEventType().getName().equals(measure.event) && stack != null) {
          RecordedThread thread = sample.getThread(measure.thread);
          add(root, threadName(thread), stack.getFrames(), measure.weight(sample));
        }
      }
    }
    return root;
  }

  /** Event loops differ in their number only. */
  private static String threadName(RecordedThread thread) {
    String name = thread == null ? null : thread.getJavaName();
    return name == null ? "a thread of the JVM" : name.replaceAll("[-\\d]+$", "");
  }

  private static void add(Frame root, String thread, List<RecordedFrame> stack, long weight) {
    root.add(weight);
    Frame at = root.call(thread);
    at.add(weight);
    for (int i = stack.size() - 1; i >= 0; i--) {
      RecordedMethod method = stack.get(i).getMethod();
      at = at.call(method.getType().getName() + "." + method.getName());
      at.add(weight);
    }
  }

  /** Draws a profile. */
  static void draw(Frame root, PrintStream out) {
    new FlameGraph(root, out).draw();
  }

  private void draw() {
    out.printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
            + " height=\"%2$d\" font-family=\"monospace\" font-size=\"10\">%n",
        WIDTH, height);
    frame(root, 0, WIDTH, 0);
    out.println("</svg>");
  }

  private void frame(Frame frame, double left, double width, int row) {
    double share = 100.0 * frame.weight() / root.weight();
    int top = height - (row + 1) * ROW;
    out.printf(
        Locale.ROOT,
        "<g><title>%s (%.1f %%)</title>"
            + "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        escaped(frame.name()),
        share,
        left,
        top,
        Math.max(0.5, width - 0.5),
        ROW - 1,
        colour(frame.name()));
    String label = label(frame.name(), (int) (width / LETTER));
    if (!label.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "<text x=\"%.1f\" y=\"%d\">%s</text>",
          left + 2,
          top + ROW - 4,
          escaped(label));
    }
    out.println("</g>");
    double at = left;
    for (Frame call : frame.calls()) {
      double wide = width * call.weight() / frame.weight();
      if (call.weight() >= least) {
        frame(call, at, wide, row + 1);
      }
      at += wide;
    }
  }

  /** Class and method, as far as there is room. */
  private static String label(String name, int letters) {
    int method = name.lastIndexOf('.');
    String brief = name.substring(name.lastIndexOf('.', Math.max(0, method - 1)) + 1);
    return letters < 4 ? "" : brief.substring(0, Math.min(letters, brief.length()));
  }

  private static String colour(String name) {
    if (name.startsWith("dev.boshtap.")) {
      return "#f2a65a";
    }
    if (name.startsWith("io.netty.")) {
      return "#8db8e8";
    }
    if (name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.")) {
      return "#d8d8d8";
    }
    return "#a9d18e";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
