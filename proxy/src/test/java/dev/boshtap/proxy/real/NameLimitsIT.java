package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.LeafKey;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.NameLimits;
import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.real.LeafSite.Visit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chains of our CA before browsers that trust it: each kind of name is accepted, and a host outside
 * the CA's limits is refused for that alone, as the same host is accepted of a CA without limits.
 */
class NameLimitsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final InstantSource CLOCK = InstantSource.system();

  /** Where a CA with limits signs, and where one without does, with RSA keys in its leaves. */
  private static final int LIMITED = 7443;

  private static final int FREE = 8445;

  private static final String FINESSE = "fin1.example.com";
  private static final List<String> INSIDE =
      List.of(
          "uccx_pub.example.com",
          "a-contact-center-node-with-a-name-of-some-length.unified-ccx.example.com",
          "192.0.2.9",
          "[2001:db8::7]");
  private static final List<String> OUTSIDE =
      List.of("fin1.example.org", "192.0.2.8", "[2001:db8::8]");

  @TempDir Path folder;
  private final RootCa limited =
      RootCa.create(
          "limited", CLOCK, NameLimits.forHosts(List.of(FINESSE, "192.0.2.9", "2001:db8::7")));
  private final RootCa free = RootCa.create("free", CLOCK);
  private final Map<String, Boolean> expected = new LinkedHashMap<>();
  private LeafSite site;

  @BeforeEach
  void open() {
    INSIDE.forEach(host -> expected.put(host + ":" + LIMITED, true));
    OUTSIDE.forEach(host -> expected.put(host + ":" + LIMITED, false));
    Stream.concat(INSIDE.stream(), OUTSIDE.stream())
        .forEach(host -> expected.put(host + ":" + FREE, true));
    site =
        new LeafSite(
            Map.of(
                LIMITED, new LeafMinter(limited, CLOCK, 100),
                FREE, new LeafMinter(free, CLOCK, 100, LeafMinter.LONGEST_LIFE, LeafKey.RSA)),
            pageThatAsksForAll());
  }

  @AfterEach
  void close() {
    site.close();
  }

  /** Asks every host for something, and says at the end, on its own site, who answered. */
  private String pageThatAsksForAll() {
    return """
        <!DOCTYPE html><title>all</title><body>asking<script>
        (async () => {
          const said = [];
          for (const target of %s) {
            try {
              await fetch("https://" + target + "/asked", {mode: "no-cors"});
              said.push(target + "=true");
            } catch (e) {
              said.push(target + "=false");
            }
          }
          document.body.textContent = said.join(" ");
          fetch("/said?" + said.join("&"));
        })();
        </script>"""
        .formatted(
            expected.keySet().stream()
                .map(target -> "\"" + target + "\"")
                .collect(Collectors.joining(",", "[", "]")));
  }

  @Test
  void chromium() throws Exception {
    Peer.require(Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL);
    try (Browser browser = new Browser(folder, pem(limited), site.proxy())) {
      trust("sql:" + folder.resolve(".pki/nssdb"), "free", pem(free));
      browser.open("https://" + FINESSE + ":" + LIMITED + "/");
      assertAllAsExpected();
      browser.open("https://fin1.example.org:" + LIMITED + "/");
      assertThat(browser.text()).contains("ERR_CERT_");
    }
  }

  @Test
  void firefox() throws Exception {
    Peer.require(Peer.FIREFOX, Peer.CERTUTIL);
    Path profile = Files.createDirectories(folder.resolve("profile"));
    String store = "sql:" + profile;
    certutil("-d", store, "-N", "--empty-password");
    trust(store, "limited", pem(limited));
    trust(store, "free", pem(free));
    try (Program firefox = firefox(profile, "https://" + FINESSE + ":" + LIMITED + "/")) {
      assertAllAsExpected();
      assertThat(firefox.err()).as("it runs").isNotNull();
    }
  }

  private void assertAllAsExpected() throws InterruptedException {
    TreeSet<String> accepted = new TreeSet<>();
    Instant deadline = Instant.now().plus(PATIENCE);
    String said = "";
    while (said.isEmpty()) {
      long left = Duration.between(Instant.now(), deadline).toMillis();
      Visit visit = site.visits().poll(Math.max(0, left), TimeUnit.MILLISECONDS);
      assertThat(visit).as("accepted %s", accepted).isNotNull();
      if (visit.path().equals("/asked")) {
        accepted.add(visit.target().toString());
      }
      said = visit.path().startsWith("/said?") ? visit.path() : "";
    }
    assertThat(said)
        .isEqualTo(
            expected.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&", "/said?", "")));
    assertThat(accepted)
        .containsExactlyInAnyOrderElementsOf(
            expected.keySet().stream().filter(expected::get).toList());
  }

  private Path pem(RootCa root) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder).resolve(root.sha1Fingerprint().replace(":", "") + ".pem"),
        root.pem());
  }

  private void trust(String store, String name, Path pem) {
    certutil("-d", store, "-A", "-t", "C,,", "-n", name, "-i", pem.toString());
  }

  private void certutil(String... arguments) {
    Program program =
        Program.run(
            folder,
            Stream.concat(Stream.of(Peer.CERTUTIL.program().toString()), Stream.of(arguments))
                .toList());
    assertThat(program.awaitExit()).as("%s", program).isZero();
  }

  private Program firefox(Path profile, String url) throws IOException {
    URI at = URI.create("http://" + site.proxy());
    Files.write(
        profile.resolve("user.js"),
        Stream.of(
                "\"network.proxy.type\", 1",
                "\"network.proxy.ssl\", \"" + at.getHost() + "\"",
                "\"network.proxy.ssl_port\", " + at.getPort(),
                "\"browser.shell.checkDefaultBrowser\", false",
                "\"datareporting.policy.dataSubmissionEnabled\", false")
            .map(preference -> "user_pref(" + preference + ");")
            .toList());
    return Program.start(
        folder,
        Map.of("HOME", folder.toString(), "MOZ_CRASHREPORTER_DISABLE", "1"),
        List.of(
            Peer.FIREFOX.program().toString(),
            "--headless",
            "--no-remote",
            "--profile",
            profile.toString(),
            url));
  }
}
