package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@code <body>} of a client. */
record BoshRequest(XmlElement body) {

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  static Optional<BoshRequest> read(String text) {
    return Xml.parse(text)
        .filter(root -> root.name().equals("body") && root.namespace().equals(Bodies.HTTPBIND))
        .map(BoshRequest::new);
  }

  /** The request id, or -1 where there is none that counts. */
  long rid() {
    return number("rid", -1);
  }

  @Nullable String sid() {
    return body.attributes().get("sid");
  }

  List<XmlElement> stanzas() {
    return body.children();
  }

  boolean isTerminate() {
    return body.attribute("type").filter("terminate"::equals).isPresent();
  }

  boolean isRestart() {
    return body.attribute("xmpp:restart").filter("true"::equals).isPresent();
  }

  /** Whether it carries nothing and is there to be held. */
  boolean isPoll() {
    return sid() != null
        && stanzas().isEmpty()
        && !isTerminate()
        && !isRestart()
        && body.attribute("pause").isEmpty();
  }

  /** The client's {@code ver} if it is 1.6 or later and conditions are read, not HTTP errors. */
  @Nullable String modernVersion() {
    String ver = body.attributes().get("ver");
    if (ver == null) {
      return null;
    }
    Matcher parts = VERSION.matcher(ver);
    boolean modern =
        parts.matches()
            && (Integer.parseInt(parts.group(1)) > 1
                || (parts.group(1).equals("1") && Integer.parseInt(parts.group(2)) >= 6));
    return modern ? ver : null;
  }

  long number(String attribute, long otherwise) {
    String value = body.attributes().get(attribute);
    try {
      return value == null ? otherwise : Long.parseLong(value.trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
