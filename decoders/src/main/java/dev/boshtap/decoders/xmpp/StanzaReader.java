package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an element is as a stanza. Every element is one, if only {@link Stanza.Other}. Goes by
 * local names: senders mix up the namespaces.
 */
public final class StanzaReader {

  private static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
  private static final String TEXT = "text";
  private static final int LONGEST_URI = 500;
  private static final String UNDEFINED = "undefined-condition";

  private StanzaReader() {}

  /** What {@code element} is. */
  public static Stanza read(Element element) {
    return switch (element.name()) {
      case "message" -> message(element);
      case "presence" ->
          new Stanza.Presence(
              element.attribute("from"),
              element.attribute("to"),
              element.attribute("type"),
              childText(element, "show"),
              errorCondition(element));
      case "iq" ->
          new Stanza.Iq(
              element.attribute("from"),
              element.attribute("to"),
              element.attribute("id"),
              element.attribute("type"),
              IqReader.content(element),
              errorCondition(element));
      case "auth" -> new Stanza.SaslAuth(orEmpty(element.attribute("mechanism")));
      case "challenge" -> new Stanza.SaslChallenge();
      case "response" -> new Stanza.SaslResponse();
      case "success" -> new Stanza.SaslSuccess();
      case "failure" -> new Stanza.SaslFailure(condition(element, UNDEFINED));
      case "features" -> features(element);
      case "error" -> new Stanza.StreamError(condition(element, UNDEFINED));
      case "open" -> new Stanza.StreamOpen(element.attribute("from"), element.attribute("to"));
      case "close" -> new Stanza.StreamClose(withoutQuery(element.attribute("see-other-uri")));
      case "uri" -> new Stanza.StreamClose(withoutQuery(element.text()));
      default ->
          isOfStreamError(element)
              ? new Stanza.StreamError(element.name())
              : new Stanza.Other(element.name(), element.namespace());
    };
  }

  /**
   * Whether it is only somebody's words for the error beside it: BOSH may carry what stands in a
   * stream error without the error around it (XEP-0206, 6).
   */
  public static boolean isWordsOfError(Element element) {
    return element.name().equals(TEXT) && isOfStreamError(element);
  }

  private static boolean isOfStreamError(Element element) {
    return element.namespace().equals(STREAM_ERRORS);
  }

  private static Stanza message(Element message) {
    String from = message.attribute("from");
    String to = message.attribute("to");
    String id = message.attribute("id");
    Element event = message.child("event");
    if (event != null) {
      List<PubsubItem> items = PubsubReader.items(event);
      if (!items.isEmpty()) {
        return new Stanza.PubsubEvent(from, to, id, items, PubsubReader.subids(message));
      }
    }
    return new Stanza.Message(
        from, to, id, message.attribute("type"), contents(message), errorCondition(message));
  }

  private static String contents(Element message) {
    StringBuilder line = new StringBuilder();
    for (Element child : message.children()) {
      if (!child.name().equals("error")) {
        line.append(line.isEmpty() ? "" : ", ").append(content(child));
      }
    }
    return line.toString();
  }

  private static String content(Element child) {
    if (child.name().equals("event") && !child.children().isEmpty()) {
      Element what = child.children().get(0);
      String node = orEmpty(what.attribute("node"));
      return node.isEmpty() ? "pubsub " + what.name() : "pubsub " + what.name() + " " + node;
    }
    int length = child.text().length();
    return length == 0 ? child.name() : child.name() + " of " + length + " characters";
  }

  private static Stanza features(Element features) {
    List<String> mechanisms = new ArrayList<>(4);
    Element offered = features.child("mechanisms");
    if (offered != null) {
      for (Element mechanism : offered.children()) {
        if (mechanism.name().equals("mechanism")) {
          mechanisms.add(mechanism.text().strip());
        }
      }
    }
    return new Stanza.Features(mechanisms, features.child("bind") != null);
  }

  /** The condition of a stanza's {@code error} child, or null where it has none. */
  private static @Nullable String errorCondition(Element stanza) {
    Element error = stanza.child("error");
    if (error == null) {
      return null;
    }
    String code = error.attribute("code");
    return condition(error, code == null ? UNDEFINED : code);
  }

  /** Conditions are empty elements, named (RFC 6120, 4.9.3, 6.5, 8.3.3); a text may be beside. */
  private static String condition(Element error, String otherwise) {
    for (Element child : error.children()) {
      if (!child.name().equals(TEXT)) {
        return child.name();
      }
    }
    return otherwise;
  }

  private static @Nullable String childText(Element element, String name) {
    Element child = element.child(name);
    return child == null || child.text().isBlank() ? null : child.text().strip();
  }

  /** Where to go; what follows it in a URI may be secret. */
  private static @Nullable String withoutQuery(@Nullable String uri) {
    if (uri == null || uri.isBlank()) {
      return null;
    }
    String place = uri.strip().split("[?#]", 2)[0];
    return place.substring(0, Math.min(place.length(), LONGEST_URI));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
