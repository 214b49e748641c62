package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Side;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the server leg's pipeline: tells the recorder the answers it frames. */
final class ResponseTap extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(ResponseTap.class);

  private final ExchangeRecorder recorder;

  ResponseTap(ExchangeRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpObject framed && framed.decoderResult().isFailure()) {
        recorder.unreadable(Side.SERVER, Endings.text(framed.decoderResult().cause()));
        return;
      }
      if (message instanceof ByteBuf rest) {
        // What the framing had read together with the head of the answer that ended HTTP.
        recorder.upgradedBytes(Side.SERVER, rest);
      }
      if (message instanceof HttpResponse response) {
        recorder.responseStarted(response);
      }
      if (message instanceof HttpContent content) {
        ByteBuf bytes = content.content();
        recorder.responseBytes(bytes);
        if (message instanceof LastHttpContent) {
          recorder.responseCompleted();
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A fault of ours, on the copy. The bytes themselves are long on their way.
    LOG.warn("recording of a connection ends: {}", Endings.text(cause), cause);
    recorder.unreadable(Side.SERVER, "a fault of boshtap's own");
  }
}
