package dev.boshtap.proxy.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page for a person: what this is, how it is doing, and how a browser is told of it. */
final class StatusPage {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9-]+)}}");

  /** By the clock of the machine that it runs on, which is mostly the reader's. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private static final String TEMPLATE = template();

  private StatusPage() {}

  static String html(SiteFacts facts, SiteState state) {
    var certificate = facts.ca().certificate();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("version", facts.version());
    values.put("proxy", facts.proxyAddress());
    values.put("proxy-port", String.valueOf(facts.listening().getPort()));
    values.put("since", TIME.format(state.since()));
    values.put("exchanges", String.valueOf(state.exchanges()));
    values.put("connections", String.valueOf(state.connections()));
    values.put("unanswered-polls", String.valueOf(state.unansweredPolls()));
    values.put("events", String.valueOf(state.events()));
    values.put("lost", String.valueOf(state.lost()));
    values.put("ports", joined(facts.intercept().ports()));
    values.put("companion-ports", joined(facts.intercept().companionPorts()));
    values.put("hosts", joined(facts.intercept().hosts()));
    values.put("seen-hosts", joined(state.seenHosts()));
    values.put("subject", certificate.getSubjectX500Principal().getName());
    values.put("limits", facts.ca().limits().toString());
    values.put("until", TIME.format(certificate.getNotAfter().toInstant()));
    values.put("sha256", facts.ca().sha256Fingerprint());
    values.put("sha1", facts.ca().sha1Fingerprint());
    values.put("thumbprint", facts.ca().sha1Fingerprint().replace(":", ""));
    return fill(values);
  }

  private static String fill(Map<String, String> values) {
    return PLACE
        .matcher(TEMPLATE)
        .replaceAll(
            place -> {
              String value = values.get(place.group(1));
              if (value == null) {
                throw new IllegalStateException(
                    place.group() + " (expected: one of " + values.keySet() + ")");
              }
              return Matcher.quoteReplacement(Html.escape(value));
            });
  }

  private static String joined(Iterable<?> members) {
    TreeSet<String> sorted = new TreeSet<>();
    members.forEach(member -> sorted.add(member.toString()));
    return sorted.isEmpty() ? "none" : sorted.stream().collect(Collectors.joining(", "));
  }

  private static String template() {
    try (InputStream in = StatusPage.class.getResourceAsStream("status.html")) {
      if (in == null) {
        throw new IllegalStateException("status.html (expected: beside this class)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
