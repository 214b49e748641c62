package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.open.CaptureKeys;
import dev.boshtap.exporters.read.Passwords;
import dev.boshtap.proxy.config.FirstLine;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every command that reads captures that may be locked. A password is never an
 * argument, since every process of the machine may read those.
 */
final class KeyOptions {

  /** The environment variable that may hold a password. */
  static final String VARIABLE = "BOSHTAP_CAPTURE_PASSWORD";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the password of encrypted captures. Also: "
              + VARIABLE
              + "; otherwise it is asked for.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description =
          "The TLS secrets of captured packets, as SSLKEYLOGFILE makes them; not needed where they"
              + " are embedded in the pcapng.")
  private @Nullable Path keyLog;

  CaptureKeys keys(Context context) {
    return new CaptureKeys(passwords(context), Optional.ofNullable(keyLog));
  }

  private Passwords passwords(Context context) {
    Path file = passwordFile;
    if (file != null) {
      return (capture, attempt) ->
          attempt == 1
              ? Optional.of(FirstLine.of(file).toCharArray()).filter(word -> word.length > 0)
              : Optional.empty();
    }
    String variable = context.environment().getOrDefault(VARIABLE, "");
    if (!variable.isEmpty()) {
      return (capture, attempt) ->
          attempt == 1 ? Optional.of(variable.toCharArray()) : Optional.empty();
    }
    return (capture, attempt) ->
        context
            .console()
            .askSecret((attempt == 1 ? "Password of " : "That is not it. Password of ") + capture);
  }
}
