package dev.boshtap.decoders.bosh;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.xmpp.Stanza;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code body} (XEP-0124, 4). Attributes that are absent, or no number where one belongs, are
 * null.
 *
 * @param attributes as sent and in that order, by name: {@code xml:lang}, {@code xmpp:version},
 *     {@code xmpp:restart} (XEP-0206) with these prefixes whatever was sent, all others without;
 *     the values of {@code key} and {@code newkey} are left out (empty), for they are secrets
 *     (XEP-0124, 15)
 * @param stanzas the children in order, those that could be read
 * @param unreadable what could not be read, save for items that say so themselves ({@link
 *     dev.boshtap.decoders.xmpp.PubsubItem#damage})
 */
public record BoshBody(
    Map<String, String> attributes, List<Stanza> stanzas, List<Event.Unreadable> unreadable) {

  /** Keeps its own copies of the lists; the map is handed over. */
  public BoshBody {
    stanzas = List.copyOf(stanzas);
    unreadable = List.copyOf(unreadable);
  }

  /** The value of an attribute, or null. */
  public @Nullable String attribute(String name) {
    return attributes.get(name);
  }

  /** The session (XEP-0124, 7.2). */
  public @Nullable String sid() {
    return attribute("sid");
  }

  /** The request's id (XEP-0124, 14). */
  public @Nullable Long rid() {
    return number("rid");
  }

  /** The highest rid the other side has dealt with (XEP-0124, 9). */
  public @Nullable Long ack() {
    return number("ack");
  }

  /** The longest a request is held: asked in a request, granted in an answer (XEP-0124, 7). */
  public @Nullable Duration waitTime() {
    return seconds("wait");
  }

  /** How many requests are held at a time: asked or granted. */
  public @Nullable Integer hold() {
    return integer("hold");
  }

  /** How long a session may be without a request before the server drops it. */
  public @Nullable Duration inactivity() {
    return seconds("inactivity");
  }

  /** The shortest time between two requests of a polling client. */
  public @Nullable Duration polling() {
    return seconds("polling");
  }

  /** How many requests the client may have open. */
  public @Nullable Integer requests() {
    return integer("requests");
  }

  /** The longest pause the server allows (XEP-0124, 12). */
  public @Nullable Duration maxpause() {
    return seconds("maxpause");
  }

  /** The pause the client asks for. */
  public @Nullable Duration pause() {
    return seconds("pause");
  }

  /** The version of BOSH, for example {@code 1.6}. */
  public @Nullable String ver() {
    return attribute("ver");
  }

  /** {@code terminate}, {@code error} or null (XEP-0124, 17). */
  public @Nullable String type() {
    return attribute("type");
  }

  /** Whether the session is over, or its end is asked for (XEP-0124, 13). */
  public boolean isTerminate() {
    return "terminate".equals(type());
  }

  /** Why the session is over, for example {@code item-not-found}; or null. */
  public @Nullable String condition() {
    return attribute("condition");
  }

  /** Whether the stream is to begin again, as after SASL (XEP-0206, 5). */
  public boolean restart() {
    String sent = attribute("xmpp:restart");
    String value = sent == null ? attribute("restart") : sent;
    return "true".equals(value) || "1".equals(value);
  }

  /** Nothing happened: no child, and no type. The size in bytes says nothing. */
  public boolean isIdle() {
    return stanzas.isEmpty() && unreadable.isEmpty() && type() == null;
  }

  private @Nullable Long number(String name) {
    String value = attribute(name);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable Integer integer(String name) {
    Long value = number(name);
    return value == null || value < 0 || value > Integer.MAX_VALUE
        ? null
        : Integer.valueOf(value.intValue());
  }

  private @Nullable Duration seconds(String name) {
    Integer value = integer(name);
    return value == null ? null : Duration.ofSeconds(value);
  }
}
