package dev.boshtap.decoders.life;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which contact centre Finesse serves; reason codes and legal states differ between them. */
enum Deployment {
  /** Unified or Packaged Contact Center Enterprise. */
  UCCE,
  /** Unified Contact Center Express. */
  UCCX;

  /** By the word in SystemInfo; null for any other. */
  static @Nullable Deployment of(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return switch (word.strip().toUpperCase(Locale.ROOT)) {
      case "UCCE", "PCCE" -> UCCE;
      case "UCCX" -> UCCX;
      default -> null;
    };
  }
}
