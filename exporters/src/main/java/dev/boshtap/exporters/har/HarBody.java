package dev.boshtap.exporters.har;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/**
 * A body as a HAR holds it.
 *
 * @param bytes what is in the file, content coding off
 * @param size the length of {@code bytes} and of what is known to be missing. Not the size on the
 *     wire, with which decoded bytes have nothing to do
 */
record HarBody(byte[] bytes, long size) {

  private static final byte[] NOTHING = new byte[0];

  static HarBody ofRequest(JsonNode request) {
    JsonNode post = request.path("postData");
    String text = post.path("text").asString("");
    if (text.isEmpty()) {
      text = form(post.path("params"));
    }
    byte[] bytes = bytes(text, post.path("_encoding").asString(""), post);
    return of(bytes, post, request.path("bodySize").asLong(0));
  }

  static HarBody ofResponse(JsonNode response) {
    JsonNode content = response.path("content");
    byte[] bytes =
        bytes(content.path("text").asString(""), content.path("encoding").asString(""), content);
    return of(bytes, content, content.path("size").asLong(0));
  }

  /** Files without bodies, and bodies that the browser has dropped, still say their size. */
  private static HarBody of(byte[] bytes, JsonNode content, long told) {
    long missing = content.path("_missing").asLong(bytes.length == 0 ? Math.max(0, told) : 0);
    return new HarBody(bytes, bytes.length + missing);
  }

  private static byte[] bytes(String text, String encoding, JsonNode content) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    if (encoding.equalsIgnoreCase("base64")) {
      try {
        return Base64.getMimeDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
    }
    String mimeType = content.path("mimeType").asString("");
    return text.getBytes(
        MimeCharset.named(content.path("_charset").asString(""), MimeCharset.of(mimeType)));
  }

  private static String form(JsonNode params) {
    StringJoiner form = new StringJoiner("&");
    for (JsonNode param : params) {
      form.add(
          encoded(param.path("name").asString(""))
              + '='
              + encoded(param.path("value").asString("")));
    }
    return form.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
