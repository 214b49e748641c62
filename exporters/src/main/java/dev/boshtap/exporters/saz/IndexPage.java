package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.exporters.read.PrivateTemporary;
import dev.boshtap.exporters.read.RequestUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * The list of sessions that a person sees who opens an archive as a ZIP. Its rows wait in a
 * temporary file until all are known.
 */
final class IndexPage implements AutoCloseable {

  private final PrivateTemporary temporary;
  private final OutputStream rows;

  IndexPage() throws IOException {
    temporary = new PrivateTemporary("_index.htm");
    try {
      rows = temporary.write();
    } catch (IOException e) {
      temporary.close();
      throw e;
    }
  }

  /** A session; one without an answer has the result {@code -} and a body of -1 bytes. */
  void add(long session, Exchange exchange) throws IOException {
    ResponseHead head = exchange.response();
    add(
        session,
        head == null ? "-" : Integer.toString(head.status()),
        RequestUrl.text(exchange.connection().server(), exchange.request().target()),
        head == null ? -1 : exchange.responseBody().size());
  }

  private void add(long session, String result, String url, long body) throws IOException {
    StringBuilder row = new StringBuilder("<tr><td>");
    link(row, new SazPart(session, SazPart.Kind.CLIENT), "C");
    link(row, new SazPart(session, SazPart.Kind.SERVER), "S");
    link(row, new SazPart(session, SazPart.Kind.METADATA), "M");
    row.append("</td><td>%d</td><td>%s</td><td>".formatted(session, result))
        .append(Markup.escaped(url))
        .append("</td><td>%d</td></tr>%n".formatted(body));
    rows.write(row.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void link(StringBuilder to, SazPart part, String text) {
    to.append("<a href='").append(part.name()).append("'>").append(text).append("</a> ");
  }

  /** Writes the page. */
  void copyTo(OutputStream to, SazOptions options) throws IOException {
    to.write(
        """
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><title>Sessions</title></head><body>
        <p>Written by boshtap %s. Redacted: %s.</p>
        <table>
        <tr><th></th><th>#</th><th>Result</th><th>URL</th><th>Body</th></tr>
        """
            .formatted(Markup.escaped(options.version()), options.redaction().said())
            .getBytes(StandardCharsets.UTF_8));
    Files.copy(temporary.path(), to);
    to.write("</table></body></html>\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    try (temporary) {
      rows.close();
    }
  }
}
