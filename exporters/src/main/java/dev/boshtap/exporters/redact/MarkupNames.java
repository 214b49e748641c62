package dev.boshtap.exporters.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows the elements of one markup text to find a secret that one element names and the one
 * beside it holds: {@code <name>password</name><value>s3cr3t</value>}, in either order.
 */
final class MarkupNames {

  /** After the opening tag of a value: its text, its end, and the element beside it. */
  private static final Pattern NAME_BEHIND =
      Pattern.compile("[^<]*+</[^<>]*+>\\s*+<(?:[\\w.-]++:)?([\\w.-]++)[^<>]*+>([^<]*+)</");

  private static final int NONE = Integer.MAX_VALUE;

  private final SensitiveNames names;
  private int level;
  private boolean inName;

  /** The level on which a secret was named, while what encloses the name is open. */
  private int named = NONE;

  private Sensitivity why = Sensitivity.NONE;

  /** The element whose fields may be personal, and its level, while it is open. */
  private SensitiveNames.@Nullable Known holder;

  private int holderLevel = NONE;

  MarkupNames(SensitiveNames names) {
    this.names = names;
  }

  /** An element that is not empty begins. */
  void opened(SensitiveNames.Known element) {
    level++;
    inName = element.namesValue();
    if (element.mayHoldPersonal()) {
      holder = element;
      holderLevel = level;
    }
    if (inName) {
      named = NONE;
    }
  }

  /** Whether text that comes now may be a name, and is to be told. */
  boolean awaitsName() {
    return inName;
  }

  /** Text within the element that began last. */
  void content(String plain) {
    Sensitivity of = inName ? names.of(plain.strip()) : Sensitivity.NONE;
    if (of != Sensitivity.NONE) {
      named = level;
      why = of;
    }
  }

  /** An element ends. */
  void closed() {
    level--;
    inName = false;
    if (level < holderLevel) {
      holderLevel = NONE;
    }
    if (named != NONE && level < named - 1) {
      named = NONE;
    }
  }

  /**
   * What the element that began last holds, by what is named beside it or by what encloses it.
   *
   * @param end where its opening tag ends
   */
  Sensitivity of(SensitiveNames.Known element, String text, int end) {
    if (holder != null && holderLevel != NONE && names.isPersonalWithin(holder, element)) {
      return Sensitivity.PERSONAL;
    }
    if (!element.isValue()) {
      return Sensitivity.NONE;
    }
    // Tags of HTML that are never closed leave the level too high, never too low.
    if (level >= named) {
      return why;
    }
    Matcher behind = NAME_BEHIND.matcher(text).region(end, text.length());
    return behind.lookingAt() && names.isNameOfValue(behind.group(1))
        ? names.of(Entities.unescape(behind.group(2)).strip())
        : Sensitivity.NONE;
  }
}
