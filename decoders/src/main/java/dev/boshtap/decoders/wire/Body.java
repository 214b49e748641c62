package dev.boshtap.decoders.wire;

/**
 * A body as far as it was kept: chunk framing removed, content coding still on. The array is not to
 * be changed.
 *
 * @param bytes the first bytes, up to the recorder's cap
 * @param size the whole body's size on the wire; -1 when there was no message to carry one
 * @param lost bytes that the recorder had no room for, within the cap
 */
public record Body(byte[] bytes, long size, long lost) {

  /** No message, so no body. */
  public static final Body NONE = new Body(new byte[0], -1, 0);

  /** Whether every byte of the body is here. */
  public boolean isWhole() {
    return size == bytes.length;
  }
}
