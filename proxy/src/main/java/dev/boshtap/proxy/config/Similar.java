package dev.boshtap.proxy.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody meant to type: the known word that is a slip or two away. */
public final class Similar {

  /** Of a longer word every so many letters allow one slip more. */
  private static final int LETTERS_FOR_A_SLIP = 4;

  private Similar() {}

  /**
   * The known word that is nearest to one that is not known; nothing where none is near.
   *
   * @param typed what stands there, in capital letters or not
   */
  public static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> slips(typed, word) <= 1 + typed.length() / LETTERS_FOR_A_SLIP)
        .filter(word -> slips(typed, word) < word.length())
        .min(
            Comparator.comparingInt((String word) -> slips(typed, word))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * How many letters are wrong, missing, too many, or have changed places with their neighbours:
   * the optimal string alignment distance.
   */
  private static int slips(String typed, String meant) {
    String one = typed.toLowerCase(Locale.ROOT);
    String other = meant.toLowerCase(Locale.ROOT);
    int[][] least = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : step(one, other, least, i, j);
      }
    }
    return least[one.length()][other.length()];
  }

  private static int step(String one, String other, int[][] least, int i, int j) {
    int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int slips =
        Math.min(least[i - 1][j - 1] + wrong, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(slips, least[i - 2][j - 2] + 1) : slips;
  }
}
