package dev.boshtap.exporters.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of a form that was sent in parts ({@code multipart/form-data}, RFC 7578), whole
 * or not. The boundary is read from the text: its {@code Content-Type} may be elsewhere.
 */
final class MultipartRedaction {

  private static final Pattern PART =
      Pattern.compile("(?i)content-disposition\\s*+:\\s*+form-data");
  private static final Pattern NAME =
      Pattern.compile("(?i)[;\\s]name=(?:\"([^\"]*+)\"|([^;\\s\"]++))");
  private static final Pattern END_OF_HEAD = Pattern.compile("\\r\\n\\r\\n|\\n\\n");

  /** How far before its first part's disposition a form's first delimiter may stand. */
  private static final int LONGEST_HEAD = 2_000;

  private final SensitiveValues values;
  private final TextRedaction nested;
  private final int depth;

  MultipartRedaction(SensitiveValues values, TextRedaction nested, int depth) {
    this.values = values;
    this.nested = nested;
    this.depth = depth;
  }

  /** Whether a text is such a form. */
  static boolean isMultipart(String text) {
    return text.contains("--") && delimiter(text) != null;
  }

  String redact(String form) {
    String delimiter = delimiter(form);
    if (delimiter == null) {
      return form;
    }
    StringBuilder out = new StringBuilder(form.length() + 16);
    int at = 0;
    while (at < form.length()) {
      int next = form.indexOf("\n" + delimiter, at + 1);
      int end = next < 0 ? form.length() : next;
      part(form.substring(at, end), out);
      at = end;
    }
    return out.toString();
  }

  /** The line that stands before each part, or null where there is none. */
  private static @Nullable String delimiter(String text) {
    Matcher part = PART.matcher(text);
    if (!part.find()) {
      return null;
    }
    int before = text.lastIndexOf("\n--", part.start()) + 1;
    if (!text.startsWith("--", before) || part.start() - before > LONGEST_HEAD) {
      return null;
    }
    int end = text.indexOf('\n', before);
    if (end < 0 || end > part.start()) {
      return null;
    }
    String line = text.substring(before, end).stripTrailing();
    return line.length() > 2 ? line : null;
  }

  /** A part, from its delimiter to the next, whose line break belongs to neither. */
  private void part(String part, StringBuilder out) {
    Matcher blank = END_OF_HEAD.matcher(part);
    if (!blank.find()) {
      // Not by redact: it would find the same form again, one level deeper.
      out.append(nested.single(part, depth));
      return;
    }
    String head = part.substring(0, blank.start());
    String content = part.substring(blank.end());
    out.append(nested.single(head, depth)).append(blank.group());
    Matcher name = NAME.matcher(head);
    Sensitivity why =
        name.find()
            ? values.names().ofParameter(name.group(1) == null ? name.group(2) : name.group(1))
            : Sensitivity.NONE;
    out.append(
        why == Sensitivity.NONE
            ? nested.redact(content, depth)
            : values.aliasInPlace(why, content));
  }
}
