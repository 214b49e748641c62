package dev.boshtap.exporters;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Which pubsub nodes are wanted: {@code *} stands for any run of characters, {@code ?} for one. */
public final class NodeGlob {

  private final String glob;
  private final Pattern pattern;

  private NodeGlob(String glob) {
    this.glob = glob;
    pattern = pattern(glob);
  }

  /** The nodes of a glob, {@code /finesse/api/Team/*}. */
  public static NodeGlob of(String glob) {
    return new NodeGlob(glob);
  }

  /** Whether a node is one of them. */
  public boolean matches(String node) {
    return pattern.matcher(node).matches();
  }

  /**
   * The same nodes under the names that users have elsewhere: whole segments behind {@code User},
   * or behind a segment that may be that, are taken for names. Empty where there is none.
   */
  public Optional<NodeGlob> withUsers(UnaryOperator<String> naming) {
    String[] segments = glob.split("/", -1);
    boolean named = false;
    for (int at = 1; at < segments.length; at++) {
      if (mayBeUsers(segments, at - 1) && isName(segments[at])) {
        segments[at] = naming.apply(segments[at]);
        named = true;
      }
    }
    return named ? Optional.of(of(String.join("/", segments))) : Optional.empty();
  }

  /** Whether it asks for users by a part of their names. */
  public boolean isOfPartOfName() {
    String[] segments = glob.split("/", -1);
    for (int at = 1; at < segments.length; at++) {
      boolean wild = segments[at].replaceAll("[*?]", "").isEmpty();
      if (isUsers(segments[at - 1]) && !isWhole(segments[at]) && !wild) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeUsers(String[] segments, int at) {
    boolean isNameItself = at > 0 && isUsers(segments[at - 1]);
    return isUsers(segments[at]) || (!isWhole(segments[at]) && !isNameItself);
  }

  private static boolean isUsers(String segment) {
    return segment.equalsIgnoreCase("User") || segment.equalsIgnoreCase("Users");
  }

  private static boolean isName(String segment) {
    return isWhole(segment) && !segment.isEmpty();
  }

  private static boolean isWhole(String segment) {
    return segment.indexOf('*') < 0 && segment.indexOf('?') < 0;
  }

  private static Pattern pattern(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (int at = 0; at < glob.length(); at++) {
      char c = glob.charAt(at);
      switch (c) {
        case '*' -> pattern.append(".*");
        case '?' -> pattern.append('.');
        default -> pattern.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeGlob that && glob.equals(that.glob);
  }

  @Override
  public int hashCode() {
    return glob.hashCode();
  }

  /** The glob. */
  @Override
  public String toString() {
    return glob;
  }
}
