package dev.boshtap.decoders.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LruMapTest {

  private final LruMap<String, Integer> map = new LruMap<>(3);

  @Test
  void whatWasUsedLongestAgoGoesFirst() {
    map.put("a", 1);
    map.put("b", 2);
    map.put("c", 3);
    map.get("a");
    map.put("d", 4);

    assertThat(map.keySet()).containsExactly("c", "a", "d");
  }

  /** What was used since stands behind, and ends the search: old ones behind it wait their turn. */
  @Test
  void forgettingEndsAtTheFirstThatIsNotOld() {
    map.put("a", 1);
    map.put("b", 9);
    map.put("c", 1);

    map.forgetEldest(value -> value < 5);

    assertThat(map.keySet()).containsExactly("b", "c");
  }

  @Test
  void allMayBeForgotten() {
    map.put("a", 1);
    map.put("b", 1);

    map.forgetEldest(value -> value < 5);

    assertThat(map).isEmpty();
  }
}
