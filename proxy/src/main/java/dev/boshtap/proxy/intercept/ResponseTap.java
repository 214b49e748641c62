package dev.boshtap.proxy.intercept;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** The end of the server leg's pipeline: tells the recorder the answers it frames. */
final class ResponseTap extends ChannelInboundHandlerAdapter {

  private final ExchangeRecorder recorder;

  ResponseTap(ExchangeRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpObject framed && framed.decoderResult().isFailure()) {
        recorder.unreadable();
        return;
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
    // Framing failed on the copy. The bytes themselves are long on their way.
    recorder.unreadable();
  }
}
