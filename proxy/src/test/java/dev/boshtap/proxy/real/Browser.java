package dev.boshtap.proxy.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PrintOptions;

/**
 * Headless Chromium with a profile of its own, whose only proxy is ours and whose only extra
 * trusted CA is ours, given to it the way a user would: in the NSS database of its home folder.
 * Certificate checks are as they always are.
 */
final class Browser implements AutoCloseable {

  private final ChromeDriver driver;
  private final Optional<ProcessHandle> process;

  /**
   * Starts it.
   *
   * @param home becomes its home folder, empty
   * @param ca the CA to trust, PEM
   * @param proxy host and port
   */
  Browser(Path home, Path ca, String proxy) throws IOException {
    this(home, ca, List.of("--proxy-server=http://" + proxy));
  }

  /**
   * Starts it.
   *
   * @param home becomes its home folder, empty
   * @param ca the CA to trust, PEM
   * @param arguments how it is told of its proxy
   */
  Browser(Path home, Path ca, List<String> arguments) throws IOException {
    this(home, ca, arguments, List.of());
  }

  /**
   * Starts it.
   *
   * @param home becomes its home folder, empty
   * @param ca the CA to trust, PEM
   * @param arguments how it is told of its proxy, and others
   * @param without what the driver would add for the sake of tests
   */
  Browser(Path home, Path ca, List<String> arguments, List<String> without) throws IOException {
    trust(home, ca);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Peer.CHROMIUM.program().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + home.resolve("profile"));
    options.addArguments(arguments);
    options.setExperimentalOption("excludeSwitches", without);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Peer.CHROMEDRIVER.program().toFile())
            .withEnvironment(
                Map.of(
                    "HOME", home.toString(),
                    "TMPDIR", Files.createDirectories(home.resolve("tmp")).toString(),
                    "XDG_CONFIG_HOME", home.resolve("config").toString(),
                    "XDG_CACHE_HOME", home.resolve("cache").toString(),
                    "XDG_DATA_HOME", home.resolve("share").toString()))
            .build();
    driver = new ChromeDriver(service, options);
    process = ProcessHandle.of((Long) driver.getCapabilities().getCapability("goog:processID"));
    driver.manage().timeouts().pageLoadTimeout(Duration.ofMinutes(3));
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
  }

  private static void trust(Path home, Path ca) throws IOException {
    Path database = Files.createDirectories(home.resolve(".pki/nssdb"));
    String certutil = Peer.CERTUTIL.program().toString();
    String store = "sql:" + database;
    for (List<String> command :
        List.of(
            List.of(certutil, "-d", store, "-N", "--empty-password"),
            List.of(certutil, "-d", store, "-A", "-t", "C,,", "-n", "ca", "-i", ca.toString()))) {
      Program program = Program.run(home, command);
      if (program.awaitExit() != 0) {
        throw new AssertionError(command + "\n" + program);
      }
    }
  }

  /** Opens a desktop in the first tab. */
  DesktopPage open(String url) {
    driver.get(url);
    return new DesktopPage(driver, driver.getWindowHandle());
  }

  /** Opens a desktop in a tab of its own. */
  DesktopPage openTab(String url) {
    driver.switchTo().newWindow(WindowType.TAB);
    return open(url);
  }

  /** Opens a page that is no desktop. */
  void openPage(String url) {
    driver.get(url);
  }

  /** Runs a script in the page in front, which may return something. */
  Object run(String script) {
    return driver.executeScript(script);
  }

  /** Presses keys on the page in front. */
  void press(CharSequence keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Shows the page in front as on that medium, {@code print} for one. */
  void emulate(String medium) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium));
  }

  /** Shows the page in front as if the window were so wide. */
  void emulateWidth(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 1_000, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The page in front as it comes out of a printer, in PDF. */
  byte[] printed() {
    return Base64.getDecoder().decode(driver.print(new PrintOptions()).getContent());
  }

  /** What is to be read on the page in front. */
  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } finally {
      // The driver leaves a browser behind that did not answer it.
      process.stream()
          .flatMap(browser -> Stream.concat(browser.descendants(), Stream.of(browser)))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }
}
