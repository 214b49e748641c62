package dev.boshtap.proxy.intercept;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** The end of the client leg's pipeline: tells the recorder the requests it frames. */
final class RequestTap extends ChannelInboundHandlerAdapter {

  private final ExchangeRecorder recorder;

  RequestTap(ExchangeRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpObject framed && framed.decoderResult().isFailure()) {
        recorder.unreadable();
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
    // Framing failed on the copy. The bytes themselves are long on their way.
    recorder.unreadable();
  }
}
