package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.finesse.resource.Dialog;
import dev.boshtap.decoders.finesse.resource.Dialogs;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.rest.RestRequest;
import dev.boshtap.decoders.wire.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of each agent, and the events of them that did not come. A call is told of by POST,
 * then PUT for each change, then DELETE: a PUT before its POST, and a call that is over and not
 * deleted, are events lost.
 */
final class Calls {

  /**
   * What an event of calls means; of several calls in one event the first one's life.
   *
   * @param changed when the latest change was that it is the first to tell of, or null
   */
  record Told(Life.@Nullable Call call, @Nullable Instant changed, List<Event> signs) {}

  private record Key(String receiver, String dialog) {}

  /** A call that is over, and whose DELETE has not come yet. */
  private record Expected(Context context, String dialog, Moment deadline) {}

  private final LifeLimits limits;
  private final Map<Key, CallStory> stories;
  private final Map<String, Boolean> transfers;
  private final Map<Key, Expected> expected = new LinkedHashMap<>();

  Calls(LifeLimits limits) {
    this.limits = limits;
    stories = new LruMap<>(limits.calls());
    transfers = new LruMap<>(limits.calls());
  }

  /** An agent asked for something to be done with a call, and it was accepted. */
  void acted(RestRequest request) {
    String action = request.action();
    String dialog = request.dialogId();
    if (dialog != null && action != null && action.startsWith("TRANSFER")) {
      transfers.put(dialog, true);
    }
  }

  /** A desktop asked for its calls, and was told: they are no news when they change. */
  void listed(String agent, Dialogs dialogs, Moment at) {
    for (Dialog dialog : dialogs.all()) {
      String id = dialog.id();
      if (id != null) {
        Key key = new Key(agent.toLowerCase(Locale.ROOT), id);
        stories.computeIfAbsent(key, unseen -> new CallStory(at));
      }
    }
  }

  /** Takes an event of calls; {@code desk} is its receiver's, or null where that is not known. */
  Told told(Event.Finesse event, Dialogs dialogs, Desks.@Nullable Desk desk) {
    Life.Call first = null;
    Instant changed = null;
    List<Event> signs = new ArrayList<>(0);
    boolean isFirst = true;
    for (Dialog dialog : dialogs.all()) {
      String id = dialog.id();
      if (id != null) {
        Key key = new Key(States.receiver(event.context()), id);
        CallStory story = story(key, event, dialog, desk, signs);
        Life.Call call = story.told(event, dialog, desk, isTransferred(id, dialog));
        expect(key, story, event.context());
        if (isFirst) {
          first = call;
          changed = story.announced();
        }
      }
      isFirst = false;
    }
    return new Told(first, changed, signs);
  }

  private CallStory story(
      Key key, Event.Finesse event, Dialog dialog, Desks.@Nullable Desk desk, List<Event> signs) {
    CallStory story = stories.get(key);
    String verb = event.item().event();
    boolean announces = "POST".equals(verb);
    if (story == null || (announces && story.isDeleted())) {
      story = new CallStory(event.context().at());
      stories.put(key, story);
      if (!announces && verb != null && desk != null && desk.isWatchedFromTheBeginning()) {
        signs.add(
            Signs.notice(
                event.context(),
                Sign.CALL_NOT_ANNOUNCED,
                verb.equals("DELETE")
                    ? "a call is removed (DELETE) that was never announced (POST): events were lost"
                    : "a call changes (PUT) that was never announced (POST): events were lost",
                Signs.details("dialogId", key.dialog, "state", dialog.state())));
      }
    }
    return story;
  }

  private boolean isTransferred(String id, Dialog dialog) {
    if (transfers.isEmpty()) {
      return false;
    }
    String other = dialog.associatedDialogUri();
    return transfers.containsKey(id)
        || (other != null && transfers.containsKey(other.substring(other.lastIndexOf('/') + 1)));
  }

  private void expect(Key key, CallStory story, Context context) {
    if (story.isToBeDeleted()) {
      if (expected.size() < limits.calls()) {
        expected.putIfAbsent(
            key, new Expected(context, key.dialog, context.at().plus(limits.removal())));
      }
    } else if (!expected.isEmpty()) {
      expected.remove(key);
    }
  }

  /** The agent's desktop said good-bye: nothing comes any more. */
  void forgetExpected(String agent) {
    expected.keySet().removeIf(key -> key.receiver.equalsIgnoreCase(agent));
  }

  /** Says the calls of one agent that should be gone by now. */
  void due(String agent, Moment now, Consumer<Event> say) {
    if (!expected.isEmpty()) {
      due(agent.toLowerCase(Locale.ROOT), say, now);
    }
  }

  /** Says the calls that should be gone by now. */
  void due(Moment now, Consumer<Event> say) {
    if (!expected.isEmpty()) {
      due(null, say, now);
    }
  }

  private void due(@Nullable String receiver, Consumer<Event> say, Moment now) {
    List<Expected> over = new ArrayList<>(0);
    for (Iterator<Map.Entry<Key, Expected>> all = expected.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Key, Expected> one = all.next();
      if ((receiver == null || receiver.equals(one.getKey().receiver))
          && one.getValue().deadline.compareTo(now) <= 0) {
        over.add(one.getValue());
        all.remove();
      }
    }
    for (Expected one : over) {
      say.accept(
          Signs.notice(
              Signs.at(one.context, one.deadline),
              Sign.CALL_NOT_REMOVED,
              "a call is over (DROPPED) and was not removed (DELETE) within %s: events were lost"
                  .formatted(Signs.seconds(limits.removal())),
              Signs.details("dialogId", one.dialog)));
    }
  }
}
