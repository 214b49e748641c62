package dev.boshtap.simulator.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Puts answers on the wire: whole, in part, or not as HTTP at all. */
final class Answers {

  private Answers() {}

  /** The answer with its body compressed, if it is to be and has one. */
  static HttpAnswer coded(HttpAnswer plain, boolean gzip) {
    if (!gzip || plain.body().length == 0) {
      return plain;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>(plain.headers());
    headers.add(Map.entry("Content-Encoding", "gzip"));
    return new HttpAnswer(
        plain.status(), plain.contentType(), List.copyOf(headers), packed.toByteArray());
  }

  static ChannelFuture writeWhole(ChannelHandlerContext ctx, HttpAnswer answer, boolean keepAlive) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    head(response.headers(), answer);
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return ctx.writeAndFlush(response);
  }

  /** The whole head, then only the first bytes of the body. */
  static ChannelFuture writePart(ChannelHandlerContext ctx, HttpAnswer answer, int bytes) {
    DefaultHttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
    head(response.headers(), answer);
    ChannelFuture head = ctx.write(response);
    if (bytes == 0) {
      ctx.flush();
      return head;
    }
    return ctx.writeAndFlush(
        new DefaultHttpContent(Unpooled.wrappedBuffer(answer.body(), 0, bytes)));
  }

  /** Text past the HTTP codec, still within TLS. */
  static ChannelFuture writeRaw(ChannelHandlerContext ctx, String text) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    return ctx.pipeline().context(HttpServerCodec.class).writeAndFlush(bytes);
  }

  private static void head(HttpHeaders headers, HttpAnswer answer) {
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    answer.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
  }
}
