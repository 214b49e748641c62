package dev.boshtap.decoders.websocket;

import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes messages of the frames of one side: joins fragments, inflates, tells control frames. */
final class MessageReader implements FrameParser.Listener, AutoCloseable {

  private static final int CONTINUATION = 0;
  private static final int LARGEST_CONTROL = 125;

  private final Side side;
  private final int limit;
  private final boolean compression;
  private final FrameParser frames = new FrameParser(this);
  private final MessageInflater inflater;
  private List<SocketMessage> messages = new ArrayList<>(1);

  /** The message that is not finished, perhaps between two of its frames. */
  private @Nullable MessageBuilder data;

  /** The message that the present frame belongs to: {@link #data}, or a control frame. */
  private @Nullable MessageBuilder current;

  private boolean last;
  private boolean closed;

  MessageReader(Side side, Compression agreed, int limit) {
    this.side = side;
    this.limit = limit;
    this.compression = agreed.on();
    this.inflater = new MessageInflater(agreed.hasContext(side));
  }

  /** What the next bytes complete. */
  List<SocketMessage> read(byte[] bytes, long missing) {
    frames.skip(missing);
    frames.read(bytes);
    return take();
  }

  /** Nothing more comes: what was under way was not finished. */
  List<SocketMessage> end() {
    if (current != null && current != data) {
      giveUp(current);
    }
    if (data != null) {
      giveUp(data);
    }
    current = null;
    data = null;
    return take();
  }

  private List<SocketMessage> take() {
    if (messages.isEmpty()) {
      return List.of();
    }
    List<SocketMessage> taken = messages;
    messages = new ArrayList<>(1);
    return taken;
  }

  // --- frames ---

  @Override
  public void frameBegins(FrameHead head) {
    MessageBuilder message = head.isControl() ? control(head) : data(head);
    message.frame(head);
    faults(head, message);
    current = message;
    last = head.last();
  }

  private MessageBuilder control(FrameHead head) {
    MessageBuilder message = new MessageBuilder(side, head.opcode(), false, limit);
    if (!head.last()) {
      message.fault(SocketFault.CONTROL_FRAGMENTED);
    }
    if (head.length() > LARGEST_CONTROL) {
      message.fault(SocketFault.CONTROL_TOO_LONG);
    }
    return message;
  }

  private MessageBuilder data(FrameHead head) {
    MessageBuilder before = data;
    if (head.opcode() == CONTINUATION && before != null) {
      return before;
    }
    if (before != null) {
      giveUp(before);
    }
    boolean compressed = compression && (head.reserved() & 4) != 0;
    MessageBuilder message = new MessageBuilder(side, head.opcode(), compressed, limit);
    if (head.opcode() == CONTINUATION) {
      message.fault(SocketFault.NO_BEGINNING);
    }
    data = message;
    return message;
  }

  private void faults(FrameHead head, MessageBuilder message) {
    if ((head.mask() == null) == (side == Side.CLIENT)) {
      message.fault(side == Side.CLIENT ? SocketFault.NOT_MASKED : SocketFault.MASKED);
    }
    if (hasStrangeBit(head)) {
      message.fault(SocketFault.RESERVED_BIT);
    }
    if (isUnknown(head.opcode())) {
      message.fault(SocketFault.RESERVED_OPCODE);
    }
    if (!head.minimal()) {
      message.fault(SocketFault.LENGTH_NOT_MINIMAL);
    }
    if (head.length() < 0) {
      message.fault(SocketFault.TOO_LARGE);
    }
    if (closed) {
      message.fault(SocketFault.AFTER_CLOSE);
    }
  }

  /** Only the first bit has a meaning, on the first frame of a message, where it was agreed on. */
  private boolean hasStrangeBit(FrameHead head) {
    boolean mayBeSet = compression && !head.isControl() && head.opcode() != CONTINUATION;
    return (head.reserved() & (mayBeSet ? 3 : 7)) != 0;
  }

  private static boolean isUnknown(int opcode) {
    return (opcode > SocketMessage.BINARY && opcode < SocketMessage.CLOSE)
        || opcode > SocketMessage.PONG;
  }

  @Override
  public void payload(byte[] bytes, int from, int length) {
    MessageBuilder message = current;
    if (message != null) {
      message.onWire(length);
      if (message.isCompressed()) {
        inflater.inflate(bytes, from, length, message);
      } else {
        message.add(bytes, from, length);
      }
    }
  }

  @Override
  public void payloadMissing(long count) {
    MessageBuilder message = current;
    if (message != null) {
      message.onWire(count);
      message.fault(SocketFault.NOT_RECORDED);
      message.miss(message.isCompressed() ? 0 : count);
      if (message.isCompressed()) {
        inflater.lose();
      }
    }
  }

  @Override
  public void frameEnds() {
    MessageBuilder message = current;
    current = null;
    if (message == null || (message == data && !last)) {
      return;
    }
    if (message == data) {
      data = null;
    }
    if (message.isCompressed()) {
      SocketFault fault = inflater.messageEnds(message);
      if (fault != null) {
        message.fault(fault);
      }
    }
    SocketMessage built = message.build();
    closed |= built.opcode() == SocketMessage.CLOSE;
    messages.add(built);
  }

  @Override
  public void lost(long count) {
    for (MessageBuilder message : new MessageBuilder[] {current == data ? null : current, data}) {
      if (message != null) {
        message.fault(SocketFault.NOT_RECORDED);
        giveUp(message);
      }
    }
    current = null;
    data = null;
    inflater.messageLost();
  }

  @Override
  public boolean isSound(FrameHead head) {
    return (head.mask() != null) == (side == Side.CLIENT)
        && !hasStrangeBit(head)
        && !isUnknown(head.opcode())
        && head.minimal()
        && (!head.isControl() || (head.last() && head.length() <= LARGEST_CONTROL));
  }

  private void giveUp(MessageBuilder unfinished) {
    unfinished.fault(SocketFault.UNFINISHED);
    if (unfinished.isCompressed()) {
      unfinished.fault(SocketFault.NOT_INFLATED);
      inflater.messageLost();
    }
    messages.add(unfinished.build());
  }

  @Override
  public void close() {
    inflater.close();
  }
}
