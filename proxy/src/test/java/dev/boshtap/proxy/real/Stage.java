package dev.boshtap.proxy.real;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A boshtap that runs between a browser and the server of a test, in a folder of its own, and what
 * it writes there.
 */
final class Stage implements Closeable {

  private final Path folder;
  private final Path home;
  private final Path eventsFile;
  private final HarFile har;
  private final Program boshtap;

  /**
   * Starts it, trusting the host's CA.
   *
   * @param folder empty
   * @param settings lines of its configuration beside that
   */
  Stage(Path folder, FinesseHost host, String... settings) throws IOException {
    this.folder = folder;
    this.home = folder.resolve("home");
    this.eventsFile = folder.resolve("events.ndjson");
    this.har = new HarFile(folder.resolve("capture.har"));
    List<String> config = new ArrayList<>();
    config.add("upstream:");
    config.add("  trusted-certificates: [" + host.writeCa(folder) + "]");
    config.addAll(Arrays.asList(settings));
    this.boshtap =
        Boshtap.start(
            folder,
            List.of("-Djdk.net.hosts.file=" + host.writeHosts(folder)),
            "run",
            "--listen",
            "127.0.0.1:0",
            "--home",
            home.toString(),
            "--config",
            Boshtap.writeConfig(folder, config.toArray(String[]::new)).toString(),
            "--events",
            eventsFile.toString(),
            "--har",
            har.path().toString());
  }

  /** A browser that goes through it and trusts its CA. */
  Browser browser() throws IOException {
    String proxy = Boshtap.awaitListening(boshtap);
    return new Browser(folder.resolve("browser"), Boshtap.exportCa(folder, home), proxy);
  }

  /** The same, whose hidden pages are slowed down as a user's are, and not as a driver's. */
  Browser throttlingBrowser(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--proxy-server=http://" + Boshtap.awaitListening(boshtap));
    return new Browser(
        folder.resolve("browser"),
        Boshtap.exportCa(folder, home),
        all,
        List.of("disable-background-timer-throttling", "disable-backgrounding-occluded-windows"));
  }

  /** Desktops without a browser that go through it and trust its CA. */
  Desks desks() throws IOException {
    String proxy = Boshtap.awaitListening(boshtap);
    return new Desks(folder, proxy, Boshtap.exportCa(folder, home));
  }

  /** What runs. */
  Program boshtap() {
    return boshtap;
  }

  /** Ends it as its user does; gives the exit code once its files are whole. */
  int stop() {
    boshtap.terminate();
    return boshtap.awaitExit();
  }

  /** What it said on standard error. */
  List<String> said() {
    return boshtap.err();
  }

  HarFile har() {
    return har;
  }

  Path eventsFile() {
    return eventsFile;
  }

  List<EventLine> events() throws IOException {
    return EventLine.read(eventsFile);
  }

  @Override
  public void close() {
    boshtap.close();
  }
}
