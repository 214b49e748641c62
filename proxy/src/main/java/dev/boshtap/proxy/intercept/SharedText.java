package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Header;
import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps one of each header field and request target for all exchanges: thousands of desktops hold
 * polls whose heads differ in hardly anything, and each head is kept as long as its poll is held.
 *
 * <p>A table of fixed size in which the last one of each place is found, or not: who is not found
 * costs a few bytes, and nothing else. Threads share it without a lock, as what it holds never
 * changes and is whole as soon as it is seen (JLS, 17.5).
 */
final class SharedText {

  private static final int PLACES = 1 << 10;

  /** Longer values are hardly ever the same. */
  private static final int LONGEST = 256;

  /** Whose values are one desktop's own, and are not to be kept longer than they have to be. */
  private static final Set<String> PERSONAL =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  private final Header[] headers = new Header[PLACES];
  private final String[] targets = new String[PLACES];

  /** A field of that name and value. */
  Header header(CharSequence name, String value) {
    if (value.length() > LONGEST) {
      return new Header(name.toString(), value);
    }
    int place = place(AsciiString.hashCode(name) * 31 + value.hashCode());
    Header known = headers[place];
    if (known != null
        && known.value().equals(value)
        && AsciiString.contentEquals(known.name(), name)) {
      return known;
    }
    Header header = new Header(name.toString(), value);
    if (!PERSONAL.contains(header.name().toLowerCase(Locale.ROOT))) {
      headers[place] = header;
    }
    return header;
  }

  /** A request target of those characters; a query may hold what is one desktop's own. */
  String target(String target) {
    if (target.length() > LONGEST || target.indexOf('?') >= 0) {
      return target;
    }
    int place = place(target.hashCode());
    String known = targets[place];
    if (target.equals(known)) {
      return known;
    }
    targets[place] = target;
    return target;
  }

  private static int place(int hash) {
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
