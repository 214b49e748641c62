package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A simulated Finesse in this JVM, and boshtap as a process in front of it. */
final class SimulatedSite implements AutoCloseable {

  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final SimulatedFinesse finesse = SimulatedFinesse.builder().start();
  private final Program boshtap;
  private final String proxy;
  private final AgentNetwork network;

  /**
   * Starts both.
   *
   * @param folder for the process's files
   * @param options of {@code run}, beside those that every run here has
   */
  SimulatedSite(Path folder, String... options) throws IOException, GeneralSecurityException {
    this(folder, List.of(), options);
  }

  /**
   * Starts both.
   *
   * @param folder for the process's files
   * @param upstream more settings of {@code upstream}, in lines of the configuration file
   * @param options of {@code run}, beside those that every run here has
   */
  SimulatedSite(Path folder, List<String> upstream, String... options)
      throws IOException, GeneralSecurityException {
    Path home = folder.resolve("home");
    Path hosts = writeHosts(folder, finesse);
    Path config = writeConfig(folder, finesse, upstream);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--listen",
                "127.0.0.1:0",
                "--home",
                home.toString(),
                "--config",
                config.toString()));
    arguments.addAll(List.of(options));
    boshtap =
        Boshtap.start(
            folder, List.of("-Djdk.net.hosts.file=" + hosts), arguments.toArray(String[]::new));
    proxy = Boshtap.awaitListening(boshtap);
    URI uri = URI.create("http://" + proxy);
    network =
        new AgentNetwork(
            finesse.hostName(),
            finesse.boshAddress(),
            finesse.restAddress(),
            certificate(Boshtap.exportCa(folder, home)),
            new InetSocketAddress(uri.getHost(), uri.getPort()),
            1);
  }

  /**
   * Settings with which boshtap takes a simulated Finesse for one, and trusts it.
   *
   * @param upstream more settings of {@code upstream}, in lines of the file
   */
  static Path writeConfig(Path folder, SimulatedFinesse finesse, List<String> upstream)
      throws IOException, GeneralSecurityException {
    Path trusted =
        Files.writeString(
            folder.resolve("simulator.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + new String(PEM.encode(finesse.caCertificate().getEncoded()), US_ASCII)
                + "\n-----END CERTIFICATE-----\n");
    List<String> settings =
        new ArrayList<>(
            List.of(
                "intercept:",
                "  ports: [%d, %d]"
                    .formatted(finesse.boshAddress().getPort(), finesse.restAddress().getPort()),
                "upstream:",
                "  trusted-certificates: [" + trusted + "]"));
    settings.addAll(upstream);
    return Boshtap.writeConfig(folder, settings.toArray(String[]::new));
  }

  /** A file that resolves its name, and no other, for {@code -Djdk.net.hosts.file}. */
  static Path writeHosts(Path folder, SimulatedFinesse finesse) throws IOException {
    return Files.writeString(folder.resolve("hosts"), "127.0.0.1 " + finesse.hostName());
  }

  static X509Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  SimulatedFinesse finesse() {
    return finesse;
  }

  /** The way of agents through boshtap. */
  AgentNetwork network() {
    return network;
  }

  /** Where boshtap listens, host and port. */
  String proxy() {
    return proxy;
  }

  /** The process. */
  Program boshtap() {
    return boshtap;
  }

  @Override
  public void close() {
    network.close();
    boshtap.close();
    finesse.close();
  }
}
