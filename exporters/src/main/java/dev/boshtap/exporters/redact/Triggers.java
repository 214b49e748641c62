package dev.boshtap.exporters.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Tells in one quick pass that a text holds nothing that {@link TextRedaction} could take for a
 * secret, which is so for nearly all bodies and fields. It may err on one side only: a text with a
 * secret is never passed.
 *
 * <p>It is an Aho-Corasick automaton over ASCII, which compares as {@link SecretNames} does:
 * without case, hyphens and underscores.
 */
final class Triggers {

  /** Each secret's name holds one of these, and so does each pattern and each rule for markup. */
  private static final List<String> WORDS =
      List.of(
          "accesskey",
          "apikey",
          "assertion",
          "auth",
          "basic",
          "bearer",
          "challenge",
          "code=",
          "cookie",
          "credential",
          "digest",
          "jsessionid",
          "jwt",
          "key=",
          "key ",
          "passcode",
          "passphrase",
          "passwd",
          "password",
          "privatekey",
          "pwd",
          "saml",
          "sasl",
          "secret",
          "sessionid",
          "ticket=",
          "token",
          "st=",
          "st\"",
          "st'",
          "code\"",
          "code'",
          "key\"",
          "key'",
          "key\t",
          "key\n",
          "key\r",
          "ticket\"",
          "ticket'",
          // Names and equals signs may hide in escapes of URLs, JSON and XML.
          "%",
          "\\u",
          // JSON may escape the slashes of a URL or a path.
          "\\/",
          "&#",
          // The same short names before quotation marks that are escaped, in JSON or in XML.
          "st\\",
          "code\\",
          "key\\",
          "ticket\\",
          "st&quot",
          "code&quot",
          "key&quot",
          "ticket&quot",
          "st&apos",
          "code&apos",
          "key&apos",
          "ticket&apos",
          "st&amp",
          "code&amp",
          "key&amp",
          "ticket&amp",
          // <input name=st>
          "name=st",
          "name=code",
          "name=key",
          "name=ticket");

  private static final String BEFORE_USER = "://";

  private static final int LETTERS = 128;

  /** What a next state has added to it where something is to be looked at. */
  private static final short LOOK = Short.MIN_VALUE;

  /**
   * For each state and letter the next state, in one array; negative ({@link #LOOK}) where a word
   * ends or a user may follow.
   */
  private final short[] next;

  private final boolean[] isWord;

  /**
   * For the secrets that are always looked for, and for more.
   *
   * @param more words of ASCII, one of which stands in each text that holds what else is looked for
   */
  Triggers(Set<String> more) {
    List<String> all = new ArrayList<>(WORDS);
    all.addAll(more);
    all.addAll(Base64Redaction.BEGINNINGS);
    int most = all.stream().mapToInt(String::length).sum() + BEFORE_USER.length() + 1;
    short[] tree = new short[most * LETTERS];
    boolean[] words = new boolean[most];
    int states = 1;
    for (String word : all) {
      states = add(tree, word, states);
      words[walk(tree, word)] = true;
    }
    states = add(tree, BEFORE_USER, states);
    int beforeUser = walk(tree, BEFORE_USER);
    link(tree, words, states);
    isWord = Arrays.copyOf(words, states);
    next = Arrays.copyOf(tree, states * LETTERS);
    widen(next, states);
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] == beforeUser || isWord[next[edge]]) {
        next[edge] |= LOOK;
      }
    }
  }

  /** Has the automaton compare without case, and pass over hyphens and underscores. */
  private static void widen(short[] next, int states) {
    for (int state = 0; state < states; state++) {
      int row = state * LETTERS;
      for (char letter = 'a'; letter <= 'z'; letter++) {
        next[row + Character.toUpperCase(letter)] = next[row + letter];
      }
      next[row + '-'] = (short) state;
      next[row + '_'] = (short) state;
    }
  }

  /** Whether a text must be looked at closely. */
  boolean in(String text) {
    return in(text, 0, text.length());
  }

  /** Whether what stands from {@code from} up to {@code end} must be looked at closely. */
  boolean in(String text, int from, int end) {
    int state = 0;
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      state = c < LETTERS ? next[state * LETTERS + c] : 0;
      if (state < 0) {
        state -= LOOK;
        if (isWord[state] || hasPassword(text, at + 1, end)) {
          return true;
        }
      }
    }
    // A text that was cut may have lost the quotation mark behind its last name.
    return isAtWord(state, '"');
  }

  private boolean isAtWord(int state, char letter) {
    int reached = next[state * LETTERS + letter];
    return reached < 0 && isWord[reached - LOOK];
  }

  /** Whether {@code user:password@} stands here. */
  private static boolean hasPassword(String text, int from, int end) {
    boolean colon = false;
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      if (c == '@') {
        return colon;
      }
      if (c == '/' || Character.isWhitespace(c)) {
        return false;
      }
      colon |= c == ':';
    }
    return false;
  }

  private static int add(short[] tree, String word, int states) {
    int state = 0;
    for (int i = 0; i < word.length(); i++) {
      int edge = state * LETTERS + word.charAt(i);
      if (tree[edge] == 0) {
        tree[edge] = (short) states++;
      }
      state = tree[edge];
    }
    return states;
  }

  private static int walk(short[] tree, String word) {
    int state = 0;
    for (int i = 0; i < word.length(); i++) {
      state = tree[state * LETTERS + word.charAt(i)];
    }
    return state;
  }

  /** Turns the tree of words into the automaton: no letter leads nowhere. */
  private static void link(short[] tree, boolean[] words, int states) {
    short[] fallback = new short[states];
    Queue<Integer> breadthFirst = new ArrayDeque<>();
    breadthFirst.add(0);
    while (!breadthFirst.isEmpty()) {
      int state = breadthFirst.remove();
      words[state] |= words[fallback[state]];
      for (int letter = 0; letter < LETTERS; letter++) {
        int edge = state * LETTERS + letter;
        short shorter = state == 0 ? 0 : tree[fallback[state] * LETTERS + letter];
        if (tree[edge] == 0) {
          tree[edge] = shorter;
        } else {
          fallback[tree[edge]] = shorter;
          breadthFirst.add((int) tree[edge]);
        }
      }
    }
  }
}
