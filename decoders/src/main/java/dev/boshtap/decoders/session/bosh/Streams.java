package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;
import java.util.HashSet;
import java.util.Set;

/**
 * The streams of one session, where it has several (XEP-0124, 16): a terminate that names one of
 * them ends that stream only, as long as another is open.
 */
final class Streams {

  /** Far more than anybody opens; what is not remembered only ends a session too early. */
  private static final int REMEMBERED = 64;

  private static final String STREAM = "stream";

  private final Set<String> open = new HashSet<>(2);

  /** The server answered; its answers name the streams, from the first on. */
  void named(BoshBody answer) {
    String stream = answer.attribute(STREAM);
    if (stream != null && !answer.isTerminate() && open.size() < REMEMBERED) {
      open.add(stream);
    }
  }

  /** Whether a terminate, of either side, ends the session; else it ends the stream it names. */
  boolean allEndedBy(BoshBody terminate) {
    String stream = terminate.attribute(STREAM);
    if (stream != null) {
      open.remove(stream);
    }
    return stream == null || open.isEmpty();
  }
}
