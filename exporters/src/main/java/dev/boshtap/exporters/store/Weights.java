package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.ResponseHead;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** About how much memory an observation holds while it waits to be written. */
final class Weights {

  private static final int RECORD = 512;
  private static final int NODE = 80;

  private Weights() {}

  static long of(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      return of(happened.event());
    }
    if (observation instanceof Observation.Finished finished) {
      return of(finished.exchange()); // its events came before, and are the same objects
    }
    if (observation instanceof Observation.Held held) {
      return of(held.exchange());
    }
    return RECORD;
  }

  private static long of(Event event) {
    if (event instanceof Event.Finesse finesse) {
      return RECORD
          + (finesse.payload() == null ? 0 : of(finesse.payload()))
          + (finesse.unreadable() == null ? 0 : 2L * finesse.unreadable().raw().length());
    }
    return RECORD;
  }

  private static long of(Exchange exchange) {
    ResponseHead response = exchange.response();
    return RECORD
        + exchange.request().target().length()
        + of(exchange.request().headers())
        + (response == null ? 0 : of(response.headers()))
        + exchange.requestBody().bytes().length
        + exchange.responseBody().bytes().length;
  }

  private static long of(List<Header> headers) {
    long sum = 0;
    for (Header header : headers) {
      sum += NODE + header.name().length() + header.value().length();
    }
    return sum;
  }

  private static long of(JsonNode node) {
    long sum = NODE;
    if (node.isString()) {
      return sum + 2L * node.asString().length();
    }
    for (JsonNode child : node) {
      sum += of(child);
    }
    return sum;
  }
}
