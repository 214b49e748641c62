package dev.boshtap.decoders.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was used longest ago once it holds more than its capacity. */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int capacity;

  /** A map for at most {@code capacity} entries. */
  public LruMap(int capacity) {
    super(16, 0.75f, true);
    this.capacity = capacity;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity;
  }
}
