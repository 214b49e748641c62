package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Side;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the client leg's pipeline: tells the recorder the requests it frames. */
final class RequestTap extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(RequestTap.class);

  private final ExchangeRecorder recorder;

  RequestTap(ExchangeRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpObject framed && framed.decoderResult().isFailure()) {
        recorder.unreadable(Side.CLIENT, Endings.text(framed.decoderResult().cause()));
        return;
      }
      if (message instanceof HttpRequest request) {
        recorder.requestStarted(request);
      }
      if (message instanceof HttpContent content) {
        ByteBuf bytes = content.content();
        recorder.requestBytes(bytes);
        if (message instanceof LastHttpContent) {
          recorder.requestCompleted();
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
    recorder.unreadable(Side.CLIENT, "a fault of boshtap's own");
  }
}
