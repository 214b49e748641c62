package dev.boshtap.bench.soak;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.simulator.fault.SeenRequest;
import dev.boshtap.simulator.journal.JournalEntry;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds what boshtap recorded to what the desktops sent and what the server read, request by
 * request. A request is known again by its rid, or by the id that a desktop gives to a call to
 * REST; one that is sent again has the same, so that all of them are counted.
 *
 * <p>The three need not be the same, but where they differ somebody must have hung up: a desktop
 * that goes right behind its request leaves a connection that ends, and what the server has not
 * read of it by then it never will. The proxy had: such a request was recorded, as one that was not
 * answered, and boshtap says who ended it. Safe for use by many threads.
 */
final class Reckoning {

  private static final Pattern RID = Pattern.compile("\\brid=['\"](\\d+)['\"]");

  /** What is known of the requests of one name. */
  private static final class Line {
    int sent;
    int read;
    int answered;
    int recorded;
    int seenAnswered;
    List<Ending> unanswered = List.of();
  }

  private final Map<String, Line> lines = new HashMap<>();
  private final Map<Long, Line> read = new HashMap<>();
  private final Set<Long> answered = new HashSet<>();
  private final Map<String, Integer> unread = new TreeMap<>();
  private final Map<String, Integer> unheard = new TreeMap<>();
  private int cut;

  /** A desktop sent a request. */
  synchronized void sent(
      String method, String target, @Nullable String requestId, @Nullable String body) {
    Matcher rid = RID.matcher(body == null ? "" : body);
    line(method, target, rid.find() ? Long.valueOf(rid.group(1)) : null, requestId).sent++;
  }

  /** The server read a request, answered it, or saw its connection end. */
  synchronized void happened(JournalEntry entry) {
    if (entry instanceof JournalEntry.RequestSeen seen) {
      SeenRequest request = seen.request();
      Long rid = request.rid() < 0 ? null : Long.valueOf(request.rid());
      Line line = line(request.method(), request.path(), rid, request.requestId());
      line.read++;
      read.put(request.number(), line);
    } else if (entry instanceof JournalEntry.AnswerSent sent && sent.whole()) {
      answered.add(sent.request());
      Objects.requireNonNull(read.get(sent.request())).answered++;
    } else if (entry instanceof JournalEntry.ConnectionClosed closed) {
      for (long number : closed.unanswered()) {
        if (answered.remove(number)) {
          // Its answer was on the way and did not leave.
          Objects.requireNonNull(read.get(number)).answered--;
        }
      }
    }
  }

  /** boshtap recorded an exchange. */
  synchronized void recorded(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    BoshFacts bosh = finished.bosh();
    if (exchange.requestCompleted() == null) {
      cut++; // What it was called went with the rest of it.
      return;
    }
    Line line =
        line(
            exchange.request().method(),
            exchange.request().target(),
            bosh == null ? null : bosh.rid(),
            exchange.request().header("requestId").orElse(null));
    line.recorded++;
    if (exchange.ending() instanceof Ending.Answered) {
      line.seenAnswered++;
    } else {
      line.unanswered = new ArrayList<>(line.unanswered);
      line.unanswered.add(exchange.ending());
    }
  }

  private Line line(String method, String target, @Nullable Long rid, @Nullable String requestId) {
    String name =
        rid != null
            ? "rid " + rid
            : requestId != null ? requestId : method + " " + target.replaceFirst("\\?.*", "");
    return lines.computeIfAbsent(name, unseen -> new Line());
  }

  /**
   * Says what came of it, the judgement last.
   *
   * @return whether nothing was lost, nothing was invented, and all else is explained
   */
  synchronized boolean judge(PrintStream out) {
    int lost = 0;
    int invented = 0;
    int unexplained = 0;
    int nowhere = 0;
    for (Line line : lines.values()) {
      lost += Math.max(0, line.read - line.recorded);
      invented += Math.max(0, line.recorded - line.sent);
      invented += Math.max(0, line.seenAnswered - line.answered);
      nowhere += Math.max(0, line.sent - Math.max(line.recorded, line.read));
      Iterator<Ending> hungUp = line.unanswered.stream().filter(Reckoning::explains).iterator();
      unexplained += explain(hungUp, line.recorded - line.read, unread);
      unexplained += explain(hungUp, line.answered - line.seenAnswered, unheard);
    }
    // Of a request that was cut somebody sent the beginning.
    invented += Math.max(0, cut - nowhere);
    out.printf(
        "requests: %d sent, %d read by the server, %d recorded%n",
        lines.values().stream().mapToLong(line -> line.sent).sum(),
        lines.values().stream().mapToLong(line -> line.read).sum(),
        lines.values().stream().mapToLong(line -> line.recorded).sum() + cut);
    tell(out, "recorded and not read by the server", unread);
    tell(out, "answered by the server and not seen whole", unheard);
    out.printf(
        "%6d sent by a desktop that hung up, and read by nobody; of %d boshtap saw the beginning%n",
        nowhere, cut);
    boolean good = lost == 0 && invented == 0 && unexplained == 0;
    out.println(
        good
            ? "nothing lost, nothing invented, all else explained"
            : "LOST: %d, INVENTED: %d, UNEXPLAINED: %d".formatted(lost, invented, unexplained));
    return good;
  }

  /** Whether somebody hung up, or boshtap was stopped; that boshtap did it explains nothing. */
  private static boolean explains(Ending ending) {
    return ending instanceof Ending.Closed
        || ending instanceof Ending.Network
        || (ending instanceof Ending.ByProxy proxy && proxy.reason() == Ending.Reason.SHUTDOWN);
  }

  /** Counts so many by how they ended, each ending once; gives those for which there is none. */
  private static int explain(Iterator<Ending> hungUp, int many, Map<String, Integer> kinds) {
    int left = many;
    while (left > 0 && hungUp.hasNext()) {
      kinds.merge(hungUp.next().text(), 1, Integer::sum);
      left--;
    }
    return Math.max(0, left);
  }

  private static void tell(PrintStream out, String what, Map<String, Integer> kinds) {
    out.printf("%6d %s%n", kinds.values().stream().mapToInt(Integer::intValue).sum(), what);
    kinds.forEach((ending, many) -> out.printf("       %6d of them: %s%n", many, ending));
  }
}
