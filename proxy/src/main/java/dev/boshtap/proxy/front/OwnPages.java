package dev.boshtap.proxy.front;

/** What the proxy answers for itself, at its own address and at {@code http://boshtap/}. */
@FunctionalInterface
public interface OwnPages {

  /**
   * An answer.
   *
   * @param status the status code
   * @param contentType the media type
   * @param body the body
   */
  record Page(int status, String contentType, byte[] body) {}

  /**
   * The answer to a GET.
   *
   * @param path the path without its query, for example {@code /ca.pem}
   * @param host the Host header, or empty
   */
  Page get(String path, String host);
}
