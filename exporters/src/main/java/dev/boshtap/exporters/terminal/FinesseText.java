package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.finesse.resource.Queues;
import dev.boshtap.decoders.finesse.resource.Resource;
import dev.boshtap.decoders.finesse.resource.TeamMessage;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Finesse told, for a person: states, calls, queues, teams, errors. */
final class FinesseText {

  /** Finesse sends it where there is no reason. */
  private static final String NO_REASON = "-1";

  private FinesseText() {}

  static Tone tone(Event.Finesse event) {
    if (event.unreadable() != null) {
      return Tone.WARN;
    }
    if (event.life().repeat()) {
      return Tone.DIM;
    }
    return switch (event.subject()) {
      case ERROR -> Tone.BAD;
      case USER, DIALOG, MEDIA -> Tone.STRONG;
      default -> Tone.PLAIN;
    };
  }

  static String of(Event.Finesse event) {
    StringBuilder text = new StringBuilder();
    what(event, text);
    if (event.life().repeat()) {
      text.append(", told again");
    }
    Event.Unreadable unreadable = event.unreadable();
    if (unreadable != null) {
      text.append(", payload unreadable: ").append(unreadable.reason());
    }
    return text.toString();
  }

  private static void what(Event.Finesse event, StringBuilder text) {
    Event.Fields fields = event.fields();
    switch (event.subject()) {
      case USER -> {
        String user = idIn(event.item(), "/User/");
        if (!user.isEmpty() && !user.equalsIgnoreCase(event.context().agent())) {
          text.append("user ").append(user).append(' ');
        }
        state(event, text);
      }
      case MEDIA -> {
        text.append("media ");
        state(event, text);
      }
      case TEAM -> team(event, text);
      case DIALOG -> dialog(event, text);
      case QUEUE -> queue(event, text);
      case SYSTEMINFO -> {
        text.append("system ");
        state(event, text);
      }
      case ERROR -> {
        text.append(or(fields.errorType(), "error"));
        if (fields.errorMessage() != null) {
          text.append(": ").append(fields.errorMessage());
        }
      }
      case TEAMMESSAGE -> {
        text.append("team message ").append(or(event.item().event(), ""));
        if (resource(event) instanceof TeamMessage message && !message.teams().isEmpty()) {
          text.append(" for teams ").append(String.join(", ", message.teams()));
        }
      }
      case CLIENTLOG -> text.append("the server asks for the client log");
      case OTHER -> generic("other", event, text);
    }
  }

  private static void state(Event.Finesse event, StringBuilder text) {
    Event.Fields fields = event.fields();
    if (fields.state() == null) {
      text.append(or(event.item().event(), "event")).append(' ').append(event.item().node());
      return;
    }
    text.append(fields.state());
    Life life = event.life();
    if (fields.previousState() != null && !fields.previousState().equals(fields.state())) {
      text.append(" (was ").append(fields.previousState());
      if (life.inPreviousState() != null) {
        text.append(" for ").append(Words.span(life.inPreviousState()));
      }
      text.append(')');
    }
    if (fields.reasonCode() != null && !fields.reasonCode().equals(NO_REASON)) {
      text.append(", reason ").append(fields.reasonCode());
      if (life.reason() != null) {
        text.append(" (").append(life.reason()).append(')');
      }
    }
    if (fields.pendingState() != null && !fields.pendingState().isEmpty()) {
      text.append(", then ").append(fields.pendingState());
    }
  }

  private static void dialog(Event.Finesse event, StringBuilder text) {
    Event.Fields fields = event.fields();
    if (fields.dialogId() == null && fields.dialogState() == null) {
      generic("dialogs", event, text);
      return;
    }
    text.append(or(fields.dialogState(), or(event.item().event(), "event")));
    if (fields.from() != null || fields.to() != null) {
      text.append(' ').append(or(fields.from(), "?")).append(" -> ").append(or(fields.to(), "?"));
    }
    if (fields.dialogId() != null) {
      text.append(" dialog ").append(fields.dialogId());
    }
    if (event.life().call() != null) {
      call(event.life().call(), text);
    }
    if ("DELETE".equals(event.item().event())) {
      text.append(" (gone)");
    }
  }

  /** The phase, and the spans that have come to an end with it. */
  private static void call(Life.Call call, StringBuilder text) {
    if (call.phase() == null) {
      return;
    }
    text.append(", ").append(call.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    switch (call.phase()) {
      case ANSWERED -> text.append(" after ").append(Words.span(call.ringing()));
      case ENDED, TRANSFERRED, WRAP_UP -> {
        if (!call.talking().isZero()) {
          text.append(", talked ").append(Words.span(call.talking()));
        }
        if (!call.held().isZero()) {
          text.append(", held ").append(Words.span(call.held()));
        }
      }
      default -> {}
    }
  }

  private static void team(Event.Finesse event, StringBuilder text) {
    String team = idIn(event.item(), "/Team/");
    text.append("team ").append(team.isEmpty() ? idOf(event.item().node()) : team);
    if (event.fields().state() != null) {
      String user = idIn(event.item(), "/User/");
      text.append(user.isEmpty() ? ": " : ": " + user + ' ');
      state(event, text);
    }
    Life.Team told = event.life().team();
    if (told != null) {
      text.append(
          told.states().entrySet().stream()
              .map(count -> count.getValue() + " " + count.getKey())
              .collect(Collectors.joining(", ", " [", "]")));
    }
  }

  private static String idOf(String teamNode) {
    String[] parts = teamNode.split("/", -1);
    return parts.length > 4 ? parts[4] : "";
  }

  private static void queue(Event.Finesse event, StringBuilder text) {
    Life.Queue numbers = event.life().queue();
    if (numbers == null) {
      generic("queue", event, text);
      return;
    }
    text.append("queue ").append(queueName(event));
    count(text, ": ", numbers.callsInQueue(), " waiting");
    if (numbers.longestWait() != null) {
      text.append(", longest ").append(Words.span(numbers.longestWait()));
    }
    count(text, ", ", numbers.agentsReady(), " ready");
    count(text, ", ", numbers.agentsTalking(), " talking");
    count(text, ", ", numbers.agentsNotReady(), " not ready");
  }

  private static String queueName(Event.Finesse event) {
    if (resource(event) instanceof Queues queues && !queues.all().isEmpty()) {
      String name = queues.all().get(0).name();
      if (name != null) {
        return name;
      }
    }
    return idIn(event.item(), "/Queue/");
  }

  private static void count(
      StringBuilder text, String before, @Nullable Integer count, String what) {
    if (count != null) {
      text.append(before).append(count).append(what);
    }
  }

  private static void generic(String what, Event.Finesse event, StringBuilder text) {
    text.append(what)
        .append(' ')
        .append(or(event.item().event(), "event"))
        .append(' ')
        .append(event.item().node());
  }

  private static @Nullable Resource resource(Event.Finesse event) {
    return event.payload() == null ? null : Resource.of(event.subject(), event.payload());
  }

  /** The id that follows {@code collection} in the resource that changed, or an empty text. */
  private static String idIn(Event.Item item, String collection) {
    String path = item.source() == null ? item.node() : item.source();
    int at = path.indexOf(collection);
    if (at < 0) {
      return "";
    }
    String id = path.substring(at + collection.length());
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
