package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.exporters.read.RequestUrl;
import java.util.Optional;

/**
 * A session's request: where it went, and its head as the server got it. Fiddler writes the whole
 * URL into the start line; others, what was sent.
 *
 * @param server where it went
 * @param head its head, with the target that the server was sent
 */
record SessionRequest(HostPort server, RequestHead head) {

  /** The request; none where it does not say which server it went to. */
  static Optional<SessionRequest> read(RawMessage message, SessionMetadata metadata) {
    String[] line = message.startLine().split(" +", 3);
    if (line.length < 2 || line[0].isEmpty()) {
      return Optional.empty();
    }
    String scheme = metadata.has(SessionFlags.IS_HTTPS) ? "https://" : "http://";
    boolean hasUrl = line[0].equals("CONNECT") || line[1].contains("://");
    String url =
        hasUrl ? line[1] : message.header("Host").map(host -> scheme + host + line[1]).orElse("");
    Optional<OwnFacts> own = OwnFacts.of(metadata);
    Optional<String> target = own.flatMap(OwnFacts::target);
    return RequestUrl.parse(url)
        .map(
            parsed ->
                new SessionRequest(
                    parsed.server(),
                    new RequestHead(
                        line[0],
                        target.orElse(parsed.target()),
                        line.length > 2 ? line[2] : "",
                        own.map(facts -> facts.asSent(message.headers()))
                            .orElse(message.headers()))));
  }

  boolean isConnect() {
    return head.method().equals("CONNECT");
  }
}
