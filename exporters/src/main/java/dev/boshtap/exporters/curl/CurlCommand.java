package dev.boshtap.exporters.curl;

import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says a request as a command for curl in a POSIX shell, to try again what a desktop sent. Secrets
 * that were taken out stand in it as their aliases, to be replaced by whoever has them.
 */
public final class CurlCommand {

  /** What curl sets itself, or what would be wrong once the body is sent as it stands here. */
  private static final Set<String> CURLS_OWN =
      Set.of("host", "content-length", "connection", "transfer-encoding", "content-encoding");

  private CurlCommand() {}

  /** The command, on as many lines as it has parts; without a line's end after the last. */
  public static String of(Exchange exchange) {
    List<String> parts = new ArrayList<>();
    parts.add("curl --include --request " + quoted(exchange.request().method()));
    for (Header header : exchange.request().headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.equals("accept-encoding")) {
        parts.add("--compressed");
      } else if (!CURLS_OWN.contains(name)) {
        // Without a value, curl would leave the field out; with a semicolon it sends it empty.
        String field = header.value().isEmpty() ? ";" : ": " + header.value();
        parts.add("--header " + quoted(header.name() + field));
      }
    }
    byte[] body = exchange.requestBody().bytes();
    if (body.length > 0) {
      parts.add("--data-binary " + quoted(new String(body, StandardCharsets.UTF_8)));
    }
    parts.add(quoted(url(exchange)));
    return String.join(" \\\n  ", parts);
  }

  private static String url(Exchange exchange) {
    String target = exchange.request().target();
    return target.startsWith("http://") || target.startsWith("https://")
        ? target
        : "https://" + exchange.connection().server() + target;
  }

  /** In single quotes nothing has a meaning to a shell but the single quote. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
