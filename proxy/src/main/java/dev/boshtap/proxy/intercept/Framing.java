package dev.boshtap.proxy.intercept;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * HTTP/1 message framing of the copy, by Netty's decoders. They are set to be lenient: whether a
 * message is allowed is between browser and Finesse, we only want to know where it ends.
 */
final class Framing {

  private static final int MAX_LINE = 256 << 10;
  private static final int MAX_HEADERS = 1 << 20;
  private static final int MAX_CHUNK = 256 << 10;

  private Framing() {}

  private static HttpDecoderConfig config() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxHeaderSize(MAX_HEADERS)
        .setMaxChunkSize(MAX_CHUNK)
        .setValidateHeaders(false)
        .setAllowDuplicateContentLengths(true)
        .setAllowPartialChunks(true)
        .setStrictLineParsing(false);
  }

  static HttpRequestDecoder requests() {
    return new HttpRequestDecoder(config());
  }

  /** Answers have to be told what they answer: one to HEAD has no body whatever its headers say. */
  static HttpResponseDecoder responses(ExchangeRecorder recorder) {
    return new HttpResponseDecoder(config()) {
      @Override
      protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return (recorder.answersHead() && ((HttpResponse) message).status().code() >= 200)
            || super.isContentAlwaysEmpty(message);
      }
    };
  }
}
