package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.resource.Dialog;
import dev.boshtap.decoders.finesse.resource.Dialogs;
import dev.boshtap.decoders.finesse.resource.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a desktop has been told by events of its agent: the state, and the calls that are on. */
final class Known {

  private static final int MOST_CALLS = 32;

  /** States are words of Finesse; what else may stand there is not repeated. */
  private static final Pattern WORD = Pattern.compile("[A-Z_]{2,32}");

  private final Map<String, String> calls = new LinkedHashMap<>();
  private @Nullable String state;

  void state(@Nullable String now) {
    state = now;
  }

  @Nullable String state() {
    return state;
  }

  /** An event tells of a call. */
  void call(Event.Finesse event) {
    String id = event.fields().dialogId();
    if (id == null) {
      return;
    }
    String now = event.fields().dialogState();
    if ("DELETE".equals(event.item().event()) || isOver(now)) {
      calls.remove(id);
    } else if (now != null && (calls.size() < MOST_CALLS || calls.containsKey(id))) {
      calls.put(id, now);
    }
  }

  private static boolean isOver(@Nullable String state) {
    return "DROPPED".equals(state) || "FAILED".equals(state);
  }

  /** What is news in a state, for a person; nothing where it is none. */
  List<String> differsFrom(@Nullable String now) {
    String before = state;
    return before == null || now == null || before.equals(now)
        ? List.of()
        : List.of(change("the agent's state", before, now));
  }

  /** What is news in the answer to a question, for a person; nothing where it is none. */
  List<String> differsFrom(Snapshot now) {
    if (now.resource() instanceof User user) {
      return differsFrom(user.state());
    }
    return now.resource() instanceof Dialogs dialogs ? differsFrom(dialogs) : List.of();
  }

  private List<String> differsFrom(Dialogs dialogs) {
    Map<String, String> gone = new HashMap<>(calls);
    List<String> news = new ArrayList<>();
    for (Dialog dialog : dialogs.all()) {
      String id = dialog.id();
      String now = dialog.state();
      if (id == null || now == null || isOver(now)) {
        continue;
      }
      String before = gone.remove(id);
      if (before == null) {
        news.add("a call came that the desktop was not told of");
      } else if (!before.equals(now)) {
        news.add(change("a call", before, now));
      }
    }
    gone.keySet().forEach(ended -> news.add("a call ended"));
    return news;
  }

  private static String change(String what, String before, String now) {
    return WORD.matcher(before).matches() && WORD.matcher(now).matches()
        ? "%s went from %s to %s".formatted(what, before, now)
        : what + " changed";
  }
}
