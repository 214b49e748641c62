package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.xml.Xml;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bodies that the notification service sends, in the form and order of Openfire 3.x. */
final class Bodies {

  static final String HTTPBIND = "http://jabber.org/protocol/httpbind";

  /** The idle answer, 57 bytes in every capture of a Finesse that was published. */
  static final String EMPTY = "<body xmlns='" + HTTPBIND + "'></body>";

  private static final String STREAM = "http://etherx.jabber.org/streams";

  private Bodies() {}

  static String of(String stanzas) {
    return "<body xmlns='" + HTTPBIND + "'>" + stanzas + "</body>";
  }

  /** The answer to a request for a session; {@code ver} is null for a client that sent none. */
  static String created(
      String sid, BoshSettings settings, long wait, int hold, long rid, @Nullable String ver) {
    StringBuilder body =
        new StringBuilder("<body xmlns=\"")
            .append(HTTPBIND)
            .append("\" xmlns:stream=\"")
            .append(STREAM)
            .append('"');
    attribute(body, "authid", sid);
    attribute(body, "sid", sid);
    attribute(body, "secure", "true");
    attribute(body, "requests", Integer.toString(settings.requests()));
    attribute(body, "inactivity", seconds(settings.inactivity()));
    attribute(body, "polling", seconds(settings.polling()));
    attribute(body, "wait", Long.toString(wait));
    if (ver != null) {
      attribute(body, "hold", Integer.toString(hold));
      attribute(body, "ack", Long.toString(rid));
      attribute(body, "maxpause", seconds(settings.maxPause()));
      attribute(body, "ver", Xml.escape(ver));
    }
    return body.append("><stream:features>")
        .append("<mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">")
        .append("<mechanism>PLAIN</mechanism></mechanisms>")
        .append("</stream:features></body>")
        .toString();
  }

  /** The answer to the restart of the stream after SASL. */
  static String restarted() {
    return "<body xmlns=\""
        + HTTPBIND
        + "\" xmlns:stream=\""
        + STREAM
        + "\"><stream:features>"
        + "<bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"/>"
        + "<session xmlns=\"urn:ietf:params:xml:ns:xmpp-session\"/>"
        + "</stream:features></body>";
  }

  /** The answer to a client's own terminate. */
  static String terminated() {
    return "<body xmlns='" + HTTPBIND + "' type='terminate'></body>";
  }

  static String terminated(String condition) {
    return "<body xmlns='"
        + HTTPBIND
        + "' type='terminate' condition='"
        + Xml.escape(condition)
        + "'></body>";
  }

  /** The end of a session whose resource was bound by another. */
  static String conflict() {
    return "<body xmlns='"
        + HTTPBIND
        + "' xmlns:stream='"
        + STREAM
        + "' type='terminate' condition='remote-stream-error'><stream:error>"
        + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></body>";
  }

  private static void attribute(StringBuilder body, String name, String value) {
    body.append(' ').append(name).append("=\"").append(value).append('"');
  }

  private static String seconds(Duration duration) {
    return Long.toString(wholeSeconds(duration));
  }

  /** Whole seconds, rounded up. */
  static long wholeSeconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
