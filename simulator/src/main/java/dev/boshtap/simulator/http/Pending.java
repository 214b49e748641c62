package dev.boshtap.simulator.http;

import dev.boshtap.simulator.http.Site.Visit;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A request on a connection, from its head until its answer is sent. */
final class Pending {

  private final long number;
  private final HttpRequest head;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Visit visit;
  private boolean struckAtHead;

  Pending(long number, HttpRequest head) {
    this.number = number;
    this.head = head;
  }

  long number() {
    return number;
  }

  HttpRequest head() {
    return head;
  }

  ByteArrayOutputStream body() {
    return body;
  }

  HttpMessage message() {
    return new HttpMessage(head.method().name(), head.uri(), head.headers(), body.toByteArray());
  }

  boolean keepsAlive() {
    return HttpUtil.isKeepAlive(head);
  }

  boolean takesGzip() {
    return head.headers().contains(HttpHeaderNames.ACCEPT_ENCODING)
        && head.headers().get(HttpHeaderNames.ACCEPT_ENCODING).contains("gzip");
  }

  void visitedAs(Visit read) {
    this.visit = read;
  }

  /** The treatment it asks for, or null while its body is not read. */
  @Nullable Visit visit() {
    return visit;
  }

  /** A fault has struck it before its body was read: the body is thrown away. */
  void strikeAtHead() {
    struckAtHead = true;
  }

  boolean isStruckAtHead() {
    return struckAtHead;
  }
}
