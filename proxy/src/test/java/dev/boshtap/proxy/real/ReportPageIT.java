package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The report in Chromium: for those who have no mouse, cannot see, or hold it on paper. */
class ReportPageIT {

  @Test
  void isReadByKeyboardAloudAndOnPaper(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Peer.require(Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL);
    Path out = folder.resolve("demo");
    Program demo = Boshtap.run(folder, "demo", "--for", "12s", "--out", out.toString());
    assertThat(demo.awaitExit()).as(demo::toString).isZero();
    Path page = folder.resolve("report.html");
    Program report =
        Boshtap.run(folder, "report", out.resolve("capture.har").toString(), "-o", page.toString());
    assertThat(report.awaitExit()).as(report::toString).isZero();

    try (Browser browser =
        new Browser(
            folder.resolve("browser"),
            new FinesseHost().writeCa(folder),
            List.of("--window-size=1280,1000"))) {
      browser.openPage(page.toUri().toString());
      byKeyboard(browser);
      aloud(browser);
      byTheRules(browser);
      timesAreReadable(browser);
      onPaper(browser);
    }
  }

  /** The first stop of the Tab key is the first finding, and Enter folds it. */
  private static void byKeyboard(Browser browser) {
    browser.press(Keys.TAB);
    assertThat(browser.run("return document.activeElement.tagName")).isEqualTo("SUMMARY");
    assertThat(browser.run("return document.activeElement.parentElement.open")).isEqualTo(true);
    browser.press(Keys.ENTER);
    assertThat(browser.run("return document.activeElement.parentElement.open")).isEqualTo(false);
  }

  private static void aloud(Browser browser) {
    assertThat(browser.run("return document.documentElement.lang")).isEqualTo("en");
    assertThat(browser.run("return document.querySelectorAll('h1').length")).isEqualTo(1L);
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('svg')]"
                    + ".filter((each) => !each.getAttribute('aria-label')).length"))
        .as("drawings without words")
        .isEqualTo(0L);
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('section')]"
                    + ".filter((each) => !document.getElementById("
                    + "each.getAttribute('aria-labelledby'))).length"))
        .as("sections without a name")
        .isEqualTo(0L);
  }

  /** axe-core finds nothing against WCAG 2.2, A and AA, contrast included, in all that unfolds. */
  private static void byTheRules(Browser browser) throws IOException {
    browser.run(Files.readString(NpmPackages.folder().resolve("axe-core/axe.min.js")));
    browser.run("document.querySelectorAll('details').forEach((each) => (each.open = true))");
    assertThat(
            browser.run(
                "return axe.run().then((found) => found.violations.map((each) =>"
                    + " each.id + ': ' + each.help + ' ' + each.nodes[0].html))"))
        .as("what axe-core has to say")
        .isEqualTo(List.of());
  }

  /** On whatever width: all drawings have times beside them, and none lies upon its neighbour. */
  private static void timesAreReadable(Browser browser) {
    for (int width : List.of(420, 700, 1_280)) {
      browser.emulateWidth(width);
      assertThat(
              browser.run(
                  "return [...document.querySelectorAll('.chart .times, .axis .times')].map((each)"
                      + " => [...each.children].map((time) => time.getBoundingClientRect())"
                      + ".filter((box) => box.width > 0)).filter((boxes) => boxes.length < 3"
                      + " || boxes.some((box, i) => i > 0 && box.left < boxes[i - 1].right + 4))"
                      + ".length"))
          .as("drawings at %d pixels whose times cannot be read", width)
          .isEqualTo(0L);
      assertThat(browser.run("return document.documentElement.scrollWidth <= " + width))
          .as("nothing is beside the page of %d pixels", width)
          .isEqualTo(true);
    }
    assertThat(browser.run("return document.querySelectorAll('.chart').length")).isEqualTo(2L);
  }

  /** What is folded on the screen is open on paper. */
  private static void onPaper(Browser browser) {
    assertThat(new String(browser.printed(), 0, 5, US_ASCII)).isEqualTo("%PDF-");
    browser.emulate("print");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('details:not([open]) dd')]"
                    + ".filter((each) => !each.checkVisibility({contentVisibilityAuto: true}))"
                    + ".length"))
        .as("folded on paper")
        .isEqualTo(0L);
  }
}
