package dev.boshtap.proxy.real;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request as the server side saw it, and what became of it there. */
final class Seen {

  /** What became of a request, in the server's eyes. */
  sealed interface End {
    /** It was answered whole. */
    record Answered(HttpMessage answer) implements End {
      int status() {
        return Integer.parseInt(answer.secondWord());
      }
    }

    /** Somebody went away before it was answered. */
    record Left(String who, String how) implements End {}
  }

  private static final Pattern RID = Pattern.compile("<body[^>]* rid=['\"](\\d+)['\"]");
  private static final Pattern SID = Pattern.compile("<body[^>]* sid=['\"]([^'\"]+)['\"]");
  private static final Pattern IDLE = Pattern.compile("<body(?![^>]*restart)[^>]*/>");

  private final HttpMessage request;
  private final long came = System.nanoTime();
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final CompletableFuture<Long> ended = end.thenApply(how -> System.nanoTime());

  Seen(HttpMessage request) {
    this.request = request;
  }

  HttpMessage request() {
    return request;
  }

  String path() {
    return request.secondWord();
  }

  boolean isBosh() {
    return path().startsWith("/http-bind");
  }

  /** Whether it asks for nothing but what will happen. */
  boolean isPoll() {
    return isBosh() && sid() != null && IDLE.matcher(request.text()).matches();
  }

  OptionalLong rid() {
    Matcher rid = RID.matcher(request.text());
    return rid.find() ? OptionalLong.of(Long.parseLong(rid.group(1))) : OptionalLong.empty();
  }

  @Nullable String sid() {
    Matcher sid = SID.matcher(request.text());
    return sid.find() ? sid.group(1) : null;
  }

  /** How long it was from its end to the next one's coming; nothing where that came before. */
  Optional<Duration> untilNext(Seen next) {
    return ended.isDone() && ended.join() <= next.came
        ? Optional.of(Duration.ofNanos(next.came - ended.join()))
        : Optional.empty();
  }

  /** What became of it; the first end counts. */
  CompletableFuture<End> end() {
    return end;
  }

  @Override
  public String toString() {
    return request.firstWord()
        + " "
        + path()
        + " rid "
        + rid()
        + " "
        + end.getNow(new End.Left("nobody", "still open")).getClass().getSimpleName();
  }
}
