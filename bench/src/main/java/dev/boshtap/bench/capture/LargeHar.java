package dev.boshtap.bench.capture;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a HAR as large as asked, in the shape of Chrome's: desktops whose polls overlap, each
 * answered with an event, and now and then not at all. To see in how little memory it opens.
 */
public final class LargeHar {

  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");
  private static final Duration HELD = Duration.ofSeconds(4);
  private static final int DESKTOPS = 40;
  private static final int LOST_EACH = 1_000;
  private static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";

  private LargeHar() {}

  /** The file's name, and its size in MB. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("expected: FILE MEGABYTES");
      System.exit(2);
    }
    Path file = Path.of(arguments[0]);
    long size = Long.parseLong(arguments[1]) * 1_000_000;
    long entries = 0;
    try (BufferedWriter text = Files.newBufferedWriter(file);
        JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectPropertyStart("log");
      out.writeStringProperty("version", "1.2");
      out.writeObjectPropertyStart("creator");
      out.writeStringProperty("name", "WebInspector");
      out.writeStringProperty("version", "537.36");
      out.writeEndObject();
      out.writeArrayPropertyStart("pages");
      out.writeEndArray();
      out.writeArrayPropertyStart("entries");
      while (entries % 1_000 != 0 || written(file, out) < size) {
        entry(out, entries++);
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
    }
    System.out.println(entries + " entries, " + Files.size(file) + " bytes");
  }

  private static long written(Path file, JsonGenerator out) throws IOException {
    out.flush();
    return Files.size(file);
  }

  private static void entry(JsonGenerator out, long number) {
    long desktop = number % DESKTOPS;
    long poll = number / DESKTOPS;
    boolean isLost = number % LOST_EACH == LOST_EACH - 1;
    Instant started = START.plus(HELD.multipliedBy(poll)).plusMillis(97 * desktop);
    out.writeStartObject();
    out.writeStringProperty("startedDateTime", started.toString());
    out.writeNumberProperty("time", HELD.toMillis());
    out.writeStringProperty("connection", Long.toString(desktop));
    request(out, "<body rid='%d' sid='d%d' %s/>".formatted(100 + poll, desktop, NS));
    response(out, isLost, event(desktop, poll));
    out.writeObjectPropertyStart("cache");
    out.writeEndObject();
    out.writeObjectPropertyStart("timings");
    out.writeNumberProperty("send", 0);
    out.writeNumberProperty("wait", HELD.toMillis());
    out.writeNumberProperty("receive", 0);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void request(JsonGenerator out, String body) {
    out.writeObjectPropertyStart("request");
    out.writeStringProperty("method", "POST");
    out.writeStringProperty("url", "https://finesse1.example.com:7443/http-bind/");
    out.writeStringProperty("httpVersion", "HTTP/1.1");
    header(out);
    out.writeObjectPropertyStart("postData");
    out.writeStringProperty("mimeType", "text/xml; charset=utf-8");
    out.writeStringProperty("text", body);
    out.writeEndObject();
    out.writeNumberProperty("bodySize", body.length());
    out.writeEndObject();
  }

  private static void response(JsonGenerator out, boolean isLost, String body) {
    out.writeObjectPropertyStart("response");
    out.writeNumberProperty("status", isLost ? 0 : 200);
    out.writeStringProperty("statusText", isLost ? "" : "OK");
    out.writeStringProperty("httpVersion", isLost ? "" : "HTTP/1.1");
    header(out);
    out.writeObjectPropertyStart("content");
    out.writeNumberProperty("size", isLost ? 0 : body.length());
    out.writeStringProperty("mimeType", isLost ? "x-unknown" : "text/xml");
    if (!isLost) {
      out.writeStringProperty("text", body);
    }
    out.writeEndObject();
    if (isLost) {
      out.writeStringProperty("_error", "net::ERR_EMPTY_RESPONSE");
    }
    out.writeEndObject();
  }

  private static void header(JsonGenerator out) {
    out.writeArrayPropertyStart("headers");
    out.writeStartObject();
    out.writeStringProperty("name", "Content-Type");
    out.writeStringProperty("value", "text/xml; charset=utf-8");
    out.writeEndObject();
    out.writeEndArray();
  }

  private static String event(long desktop, long poll) {
    String update =
        "&lt;Update&gt;&lt;data&gt;&lt;user&gt;&lt;loginId&gt;%d&lt;/loginId&gt;&lt;state&gt;%s"
                .formatted(1_000 + desktop, poll % 2 == 0 ? "READY" : "NOT_READY")
            + "&lt;/state&gt;&lt;uri&gt;"
            + "/finesse/api/User/".repeat(40)
            + "&lt;/uri&gt;&lt;/user&gt;&lt;/data&gt;&lt;event&gt;PUT&lt;/event&gt;&lt;/Update&gt;";
    return ("<body %s><message xmlns='jabber:client' from='pubsub.h' to='%d@h/desktop'>"
            + "<event xmlns='http://jabber.org/protocol/pubsub#event'>"
            + "<items node='/finesse/api/User/%d'><item id='i%d'>"
            + "<notification xmlns='http://jabber.org/protocol/pubsub'>%s</notification>"
            + "</item></items></event></message></body>")
        .formatted(NS, 1_000 + desktop, 1_000 + desktop, poll, update);
  }
}
