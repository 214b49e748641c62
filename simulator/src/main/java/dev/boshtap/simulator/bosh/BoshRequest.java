package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code <body>} of a client. */
record BoshRequest(XmlElement body) {

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

  long number(String attribute, long otherwise) {
    String value = body.attributes().get(attribute);
    try {
      return value == null ? otherwise : Long.parseLong(value.trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
