package dev.boshtap.bench.profile;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** A method as called by those beneath it, with all that it called; a tree of them is a profile. */
final class Frame {

  private final String name;
  private final Map<String, Frame> calls = new TreeMap<>();
  private long weight;

  Frame(String name) {
    this.name = name;
  }

  /** A frame with its class, as in {@code dev.boshtap.decoders.Observer.on}. */
  String name() {
    return name;
  }

  /** Samples or bytes, of this method and of all that it called. */
  long weight() {
    return weight;
  }

  Collection<Frame> calls() {
    return calls.values();
  }

  /** The call of that method from here. */
  Frame call(String method) {
    return calls.computeIfAbsent(method, Frame::new);
  }

  void add(long more) {
    weight += more;
  }

  /** How many rows it takes to draw those of at least this weight. */
  int height(long least) {
    int highest = 0;
    for (Frame call : calls.values()) {
      if (call.weight >= least) {
        highest = Math.max(highest, call.height(least));
      }
    }
    return highest + 1;
  }
}
