package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.wire.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Takes secrets out of header fields. */
final class HeaderRedaction {

  private final SensitiveValues values;
  private final TextRedaction text;

  HeaderRedaction(SensitiveValues values, TextRedaction text) {
    this.values = values;
    this.text = text;
  }

  List<Header> redact(List<Header> headers) {
    List<Header> redacted = new ArrayList<>(headers.size());
    for (Header header : headers) {
      String value = value(header.name(), header.value());
      // Nearly all stay as they are, and are kept for as long as it takes to write them.
      redacted.add(value.equals(header.value()) ? header : new Header(header.name(), value));
    }
    return redacted;
  }

  private String value(String name, String value) {
    // Compared one by one: their lengths tell them from nearly all others at once.
    if (name.equalsIgnoreCase("WWW-Authenticate") || name.equalsIgnoreCase("Proxy-Authenticate")) {
      return challenge(value);
    }
    if (name.equalsIgnoreCase("Sec-WebSocket-Protocol")) {
      // From Finesse 15.0 on its reverse proxy takes credentials in here, beside the protocol.
      return Arrays.stream(value.split(",", -1))
          .map(token -> token.strip().equals("xmpp") ? token : values.aliasInPlace(token))
          .collect(Collectors.joining(","));
    }
    if (name.equalsIgnoreCase("Set-Cookie")) {
      // Its attributes hold a path.
      return text.redact(values.redact("set-cookie", value));
    }
    Sensitivity why = values.names().ofHeader(name);
    return switch (why) {
      case NONE -> text.redact(value);
      case SECRET -> values.redact(name, value);
      case PERSONAL -> values.aliasInPlace(why, value);
    };
  }

  /** A challenge is public, but for the tokens that NTLM and Kerberos send in it. */
  private String challenge(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.startsWith("negotiate ") || lower.startsWith("ntlm ")
        ? values.credentials(value)
        : value;
  }
}
