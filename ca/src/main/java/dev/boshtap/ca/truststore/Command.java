package dev.boshtap.ca.truststore;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One command, to be run as it is or to be typed by a person.
 *
 * @param words the program and its arguments
 */
public record Command(List<String> words) {

  private static final Pattern PLAIN_FOR_SH = Pattern.compile("[\\w@%+=:,./-]+");
  private static final Pattern PLAIN_FOR_CMD = Pattern.compile("[\\w@+=:,./\\\\~-]+");

  /** Keeps the words as they are now. */
  public Command {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("words: none (expected: a program, at least)");
    }
  }

  /** A command of these words. */
  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  /** The line that a person types for it, in {@code sh} or in Windows' {@code cmd}. */
  public String line(Platform platform) {
    return words.stream()
        .map(word -> platform == Platform.WINDOWS ? forCmd(word) : forSh(word))
        .collect(Collectors.joining(" "));
  }

  private static String forSh(String word) {
    return PLAIN_FOR_SH.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** No file name on Windows has a quotation mark in it. */
  private static String forCmd(String word) {
    return PLAIN_FOR_CMD.matcher(word).matches() ? word : "\"" + word + "\"";
  }

  /** As it is typed in {@code sh}. */
  @Override
  public String toString() {
    return line(Platform.LINUX);
  }
}
