package dev.boshtap.simulator.fault;

import java.time.Duration;

/**
 * One thing that goes wrong with one request, on the wire, as a peer would see it.
 *
 * <p>There are two families. {@link Instead} faults take the place of the whole treatment: the
 * request never reaches BOSH or REST, so its rid counts as never seen and the same rid sent again
 * is treated as new. {@link OnAnswer} faults let the request be treated and spoil the answer on its
 * way out, so the same rid sent again gets the answer that was lost.
 */
public sealed interface Fault {

  /** A fault that takes the place of the request's treatment. */
  sealed interface Instead extends Fault {}

  /** A fault that spoils the answer of a request that was treated. */
  sealed interface OnAnswer extends Fault {}

  /** How a connection is ended in the middle of something. */
  enum Cut {
    /** TLS close_notify, then FIN. */
    CLOSE,
    /** RST. */
    RESET
  }

  /** Nothing is sent, and the connection stays open until the client ends it. */
  record NeverAnswer() implements Instead {}

  /** The connection is closed with TLS close_notify and FIN instead of an answer. */
  record CloseClean() implements Instead {}

  /** The connection is closed with a bare FIN, without TLS close_notify, instead of an answer. */
  record CloseWithoutNotify() implements Instead {}

  /** The connection is ended with RST instead of an answer. */
  record Reset() implements Instead {}

  /**
   * The session is forgotten, as after a restart of the notification service, and the request is
   * answered with HTTP 404 and an error page, as Openfire answers an unknown sid.
   */
  record NotFound() implements Instead {}

  /**
   * The session is ended with {@code <body type="terminate" condition="…">} (XEP-0124, 17.2).
   *
   * @param condition for example {@code policy-violation}
   */
  record TerminateWith(String condition) implements Instead {}

  /**
   * Another answer than the server's own, as a load balancer or reverse proxy gives.
   *
   * @param code the HTTP status
   * @param html the page
   */
  record Status(int code, String html) implements Instead {
    /** Checks the code. */
    public Status {
      if (code < 200 || code > 599) {
        throw new IllegalArgumentException("code: " + code + " (expected: 200..599)");
      }
    }
  }

  /**
   * HTTP 200 with a page instead of a BOSH body: a captive portal, an inspection's block page.
   *
   * @param html the page
   */
  record HtmlPage(String html) implements Instead {}

  /**
   * Bytes that are no HTTP answer, within TLS; then close_notify and FIN.
   *
   * @param text what is sent, in ISO 8859-1
   */
  record NotHttp(String text) implements Instead {}

  /**
   * Something else, but only after a while: a poll that is held and then lost.
   *
   * @param held how long nothing happens
   * @param then what happens then
   */
  record After(Duration held, Instead then) implements Instead {}

  /**
   * The answer is sent later than it was ready.
   *
   * @param by how much later
   */
  record Delay(Duration by) implements OnAnswer {}

  /**
   * The answer's head promises the whole body; only its first bytes come, then the end.
   *
   * @param bytes how much of the body is sent at most
   * @param then how the connection is ended
   */
  record CutBody(int bytes, Cut then) implements OnAnswer {}

  /**
   * The answer's head promises the whole body; only its first bytes come, then nothing.
   *
   * @param bytes how much of the body is sent at most
   */
  record StallMidBody(int bytes) implements OnAnswer {}
}
