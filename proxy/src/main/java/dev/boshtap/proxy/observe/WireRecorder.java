package dev.boshtap.proxy.observe;

import dev.boshtap.decoders.wire.WireEvent;

/**
 * Where the event loops tell what they saw. Telling never blocks and never throws; what there is no
 * room for is refused, and counted.
 */
public interface WireRecorder {

  /**
   * Takes an event, or refuses it.
   *
   * <p>A refused beginning ({@link WireEvent.Started}, {@link WireEvent.Opened}, {@link
   * WireEvent.TunnelOpened}) means that the whole of it is not recorded: tell nothing more of it. A
   * refused {@link WireEvent.RequestBytes} or {@link WireEvent.ResponseBytes} means that these
   * bytes are lost: count them in the exchange's {@link WireEvent.Ended}. The same holds for {@link
   * WireEvent.UpgradedBytes}, of which the next ones say so at once. All other events are always
   * taken, so that whatever was started is also seen to end.
   *
   * @return whether it was taken
   */
  boolean offer(WireEvent event);

  /** A mark for one more thread that forwards what it reads before it tells it. */
  default Untold untold() {
    return new Untold();
  }
}
