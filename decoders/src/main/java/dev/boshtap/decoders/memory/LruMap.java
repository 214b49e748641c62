package dev.boshtap.decoders.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A map that forgets what was used longest ago once it holds more than its capacity. */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int capacity;

  /** A map for at most {@code capacity} entries. */
  public LruMap(int capacity) {
    super(16, 0.75f, true);
    this.capacity = capacity;
  }

  /** Forgets what was used longest ago, as long as it is such a value. */
  public void forgetEldest(Predicate<? super V> old) {
    Iterator<V> values = values().iterator();
    while (values.hasNext() && old.test(values.next())) {
      values.remove();
    }
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity;
  }
}
