package dev.boshtap.simulator.http;

import java.util.function.Consumer;

/** A request whose answer stands already, whoever asks. */
record FixedVisit(HttpAnswer answer) implements Site.Visit {

  @Override
  public Site.Identity identity() {
    return Site.Identity.NONE;
  }

  @Override
  public void serve(Consumer<HttpAnswer> reply) {
    reply.accept(answer);
  }

  @Override
  public HttpAnswer forget() {
    return HttpAnswer.errorPage(404, "Not Found");
  }

  @Override
  public HttpAnswer terminate(String condition) {
    return HttpAnswer.errorPage(503, condition);
  }
}
