package dev.boshtap.proxy.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A version of TLS, the oldest first. */
public enum TlsVersion {
  /** RFC 2246; deprecated by RFC 8996. */
  V1_0("1.0", "TLSv1"),
  /** RFC 4346; deprecated by RFC 8996. */
  V1_1("1.1", "TLSv1.1"),
  /** RFC 5246. */
  V1_2("1.2", "TLSv1.2"),
  /** RFC 8446. */
  V1_3("1.3", "TLSv1.3");

  private final String number;
  private final String protocol;

  TlsVersion(String number, String protocol) {
    this.number = number;
    this.protocol = protocol;
  }

  /** The version of a number such as {@code 1.2}. */
  public static Optional<TlsVersion> of(String number) {
    return Arrays.stream(values()).filter(version -> version.number.equals(number)).findFirst();
  }

  /** Java's name for it, for example {@code TLSv1.2}. */
  String protocol() {
    return protocol;
  }

  @Override
  public String toString() {
    return number;
  }

  /**
   * The versions that are spoken.
   *
   * @param oldest the first of them
   * @param newest the last of them
   */
  public record Range(TlsVersion oldest, TlsVersion newest) {

    /** What is spoken where nobody asked for anything else. */
    public static final Range MODERN = new Range(V1_2, V1_3);

    /** How a range is written. */
    public static final String EXPECTED = "1.0, 1.1, 1.2 or 1.3, the oldest; or a range, 1.0-1.2";

    /** Checks the order. */
    public Range {
      if (oldest.compareTo(newest) > 0) {
        throw new IllegalArgumentException(
            "TLS %s-%s (expected: the older first)".formatted(oldest, newest));
      }
    }

    /**
     * Reads {@code 1.0}, which is the oldest, or {@code 1.0-1.2}.
     *
     * @throws IllegalArgumentException naming the text and what was expected
     */
    public static Range parse(String text) {
      String[] ends = text.split("-", -1);
      Optional<TlsVersion> oldest = TlsVersion.of(ends[0].strip());
      Optional<TlsVersion> newest =
          ends.length == 1 ? Optional.of(V1_3) : TlsVersion.of(ends[1].strip());
      if (ends.length > 2 || oldest.isEmpty() || newest.isEmpty()) {
        throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")");
      }
      return new Range(oldest.get(), newest.get());
    }

    /** Whether it begins with a version that is deprecated. */
    public boolean isOld() {
      return oldest.compareTo(V1_2) < 0;
    }

    /** Java's names, the newest first. */
    List<String> protocols() {
      return Arrays.stream(values())
          .filter(version -> version.compareTo(oldest) >= 0 && version.compareTo(newest) <= 0)
          .sorted((one, other) -> other.compareTo(one))
          .map(TlsVersion::protocol)
          .collect(Collectors.toUnmodifiableList());
    }

    @Override
    public String toString() {
      return oldest + "-" + newest;
    }
  }
}
