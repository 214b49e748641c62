package dev.boshtap.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a site answers; sent with a Content-Length, never chunked, as Openfire 3.x does.
 *
 * @param status the HTTP status
 * @param contentType the media type
 * @param headers further header fields
 * @param body the body before any content coding
 */
public record HttpAnswer(
    int status, String contentType, List<Map.Entry<String, String>> headers, byte[] body) {

  /** A page. */
  public static HttpAnswer html(int status, String page) {
    return new HttpAnswer(status, "text/html; charset=utf-8", List.of(), bytes(page));
  }

  /** An error page as a servlet container gives it. */
  public static HttpAnswer errorPage(int status, String message) {
    return html(
        status,
        """
        <html><head><title>Error %1$d %2$s</title></head>
        <body><h2>HTTP ERROR %1$d</h2><p>Reason: <pre>%2$s</pre></p></body></html>
        """
            .formatted(status, message));
  }

  /** A BOSH body. */
  public static HttpAnswer bosh(String body) {
    return new HttpAnswer(200, "text/xml; charset=utf-8", List.of(), bytes(body));
  }

  /** A REST document. */
  public static HttpAnswer rest(int status, String document) {
    return new HttpAnswer(status, "application/xml;charset=UTF-8", List.of(), bytes(document));
  }

  /** The same with further header fields. */
  public HttpAnswer with(List<Map.Entry<String, String>> further) {
    return new HttpAnswer(status, contentType, further, body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
