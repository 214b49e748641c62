package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.event.Event;
import java.util.regex.Pattern;

/** Takes what SASL carries, passwords and keys out of quoted texts that could not be read. */
public final class Secrets {

  private static final Pattern TEXT =
      Pattern.compile(
          "(<(?:\\w{1,20}:)?(?:auth|challenge|response|success|password)\\b[^<>]*+>)[^<]++",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY =
      Pattern.compile("\\b((?:new)?key\\s{0,9}=\\s{0,9}[\"'])[^\"'<>]++");

  private Secrets() {}

  /** The same with the secrets in its quote left out. */
  public static Event.Unreadable masked(Event.Unreadable unreadable) {
    String raw = TEXT.matcher(unreadable.raw()).replaceAll("$1…");
    return new Event.Unreadable(
        unreadable.reason(), unreadable.offset(), KEY.matcher(raw).replaceAll("$1…"));
  }
}
