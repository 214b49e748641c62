package dev.boshtap.exporters.curl;

import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.exporters.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says a request as a command for curl in a POSIX shell, to try again what a desktop sent. Secrets
 * that were taken out stand in it as their aliases, to be replaced by whoever has them. What was
 * sent can neither reach into a terminal on which the command is shown, nor make curl read a file:
 * text that is not plain is given as octal numbers, out of which {@code printf} makes the same
 * bytes again.
 */
public final class CurlCommand {

  /** What curl sets itself, or what would be wrong once the body is sent as it stands here. */
  private static final Set<String> CURLS_OWN =
      Set.of("host", "content-length", "connection", "transfer-encoding", "content-encoding");

  /** Linux starts no program with a longer argument; what a shell does itself has no such limit. */
  private static final int LONGEST_ARGUMENT = 100_000;

  private CurlCommand() {}

  /** The command, on as many lines as it has parts; without a line's end after the last. */
  public static String of(Exchange exchange) {
    List<String> parts = new ArrayList<>();
    // Without --globoff, curl takes brackets and braces in a URL for several URLs.
    parts.add("curl --include --globoff --request " + quoted(exchange.request().method()));
    for (Header header : exchange.request().headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.equals("accept-encoding")) {
        parts.add("--compressed");
      } else if (!CURLS_OWN.contains(name) && !name.startsWith("@")) { // @: curl reads a file.
        // Without a value, curl would leave the field out; with a semicolon it sends it empty.
        String field = header.value().isEmpty() ? ";" : ": " + header.value();
        parts.add("--header " + quoted(header.name() + field));
      }
    }
    byte[] body = exchange.requestBody().bytes();
    String text = new String(body, StandardCharsets.UTF_8);
    boolean isPlain =
        body.length <= LONGEST_ARGUMENT
            && isPlain(text)
            && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body);
    if (body.length > 0) {
      parts.add(isPlain ? "--data-raw " + quoted(text) : "--data-binary @-");
    }
    parts.add(quoted(url(exchange)));
    String command = String.join(" \\\n  ", parts);
    return isPlain ? command : printf(body) + " |\n" + command;
  }

  private static String url(Exchange exchange) {
    String target = exchange.request().target();
    return target.startsWith("http://") || target.startsWith("https://")
        ? target
        : "https://" + exchange.connection().server() + target;
  }

  /** Lines of text that a terminal shows as they are. */
  private static boolean isPlain(String text) {
    String line = text.replace("\n", "").replace("\t", "");
    return Printable.text(line).equals(line);
  }

  /** In single quotes nothing has a meaning to a shell but the single quote. */
  private static String quoted(String text) {
    return isPlain(text)
        ? "'" + text.replace("'", "'\\''") + "'"
        : "\"$(" + printf(text.getBytes(StandardCharsets.UTF_8)) + ")\"";
  }

  /**
   * The command of every POSIX shell that writes these bytes; a hyphen first is an option to it.
   */
  private static String printf(byte[] bytes) {
    StringBuilder format = new StringBuilder(bytes.length + 16).append("printf '");
    for (int i = 0; i < bytes.length; i++) {
      byte each = bytes[i];
      if (each == '%' || each == '\\') {
        format.append((char) each).append((char) each);
      } else if (each >= ' ' && each < 0x7f && each != '\'' && !(i == 0 && each == '-')) {
        format.append((char) each);
      } else {
        format.append("\\%03o".formatted(each & 0xff));
      }
    }
    return format.append('\'').toString();
  }
}
