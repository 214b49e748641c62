package dev.boshtap.simulator.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands behind a listener. */
public interface Site {

  /** Reads a request far enough to know whose it is, and changes nothing yet. */
  Visit visit(HttpMessage message);

  /** A visit of nobody in particular, whose answer stands already. */
  static Visit always(HttpAnswer answer) {
    return new FixedVisit(answer);
  }

  /** One request, read and not yet treated. */
  interface Visit {

    /** Whose and which request it is, as far as it says. */
    Identity identity();

    /** Treats it. The answer may come at once or much later, on any thread, or never. */
    void serve(Consumer<HttpAnswer> answer);

    /** The server forgets the session and answers as it answers an unknown one. */
    HttpAnswer forget();

    /** The server ends the session with a condition. */
    HttpAnswer terminate(String condition);
  }

  /**
   * Whose request it is.
   *
   * @param agent the agent's login id, or null
   * @param sid the BOSH session, or null
   * @param rid the BOSH request id, or -1
   * @param poll whether it is a BOSH request that carries nothing
   */
  record Identity(@Nullable String agent, @Nullable String sid, long rid, boolean poll) {
    /** Nobody's. */
    public static final Identity NONE = new Identity(null, null, -1, false);
  }
}
