package dev.boshtap.simulator.fault;

import java.util.function.Predicate;

/** Which requests a fault is for; combined with {@link Predicate#and}. */
public final class Requests {

  private Requests() {}

  /** Every request to either endpoint. */
  public static Predicate<SeenRequest> all() {
    return request -> true;
  }

  /** Requests to one endpoint. */
  public static Predicate<SeenRequest> to(Endpoint endpoint) {
    return request -> request.endpoint() == endpoint;
  }

  /** BOSH requests that carry nothing. */
  public static Predicate<SeenRequest> polls() {
    return SeenRequest::poll;
  }

  /** One agent's polls. */
  public static Predicate<SeenRequest> pollsOf(String agent) {
    return polls().and(of(agent));
  }

  /** One agent's requests to either endpoint. */
  public static Predicate<SeenRequest> of(String agent) {
    return request -> agent.equals(request.agent());
  }

  /** Requests with that rid, whatever their session. */
  public static Predicate<SeenRequest> rid(long rid) {
    return request -> request.rid() == rid;
  }

  /** Requests for exactly that path. */
  public static Predicate<SeenRequest> path(String path) {
    return request -> request.path().equals(path);
  }
}
