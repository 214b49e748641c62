package dev.boshtap.proxy.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.ca.RootCa;
import dev.boshtap.ca.truststore.CommandRunner;
import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.ca.truststore.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserSetupTest {

  @TempDir Path profile;
  private final RootCa root = RootCa.create("anna@desk-7", InstantSource.system());
  private final List<String> run = new ArrayList<>();

  private final CommandRunner runner =
      command -> {
        run.add(command.toString());
        return new CommandRunner.Result(command.toString().contains("verifystore") ? 1 : 0, "");
      };

  private BrowserOrder order() {
    return new BrowserOrder("127.0.0.1:8888", root, "https://fin1.example:8445/desktop", false);
  }

  private Machine machine(Platform platform, boolean administrator) {
    return new Machine(platform, profile, profile, Map.of("PATH", "/no/such"), administrator);
  }

  @ParameterizedTest
  @CsvSource({"LINUX,true,true", "LINUX,false,false", "WINDOWS,true,false", "MACOS,false,false"})
  void chromiumTrustsOneKeyAndKeepsItsSandboxWhereItCan(
      Platform platform, boolean administrator, boolean noSandbox) {
    List<String> arguments =
        new ChromiumSetup(machine(platform, administrator), order()).arguments(profile);

    assertThat(arguments)
        .contains(
            "--user-data-dir=" + profile,
            "--proxy-server=http://127.0.0.1:8888",
            "--proxy-bypass-list=<-loopback>",
            "--ignore-certificate-errors-spki-list=" + root.spkiPin())
        .doesNotContain("--ignore-certificate-errors", "--headless=new")
        .endsWith("https://fin1.example:8445/desktop");
    assertThat(arguments.contains("--no-sandbox")).isEqualTo(noSandbox);
  }

  @Test
  void firefoxIsToldOfItsProxyAndItsCa() throws IOException {
    Path certutil = Files.createDirectories(profile.resolve("usr/sbin")).resolve("certutil");
    assertThat(Files.createFile(certutil).toFile().setExecutable(true)).isTrue();

    new FirefoxSetup(machine(Platform.LINUX, false), runner, order()).prepare(profile);
    assertThat(Files.readString(profile.resolve("user.js")))
        .contains(
            "user_pref(\"network.proxy.ssl\", \"127.0.0.1\");",
            "user_pref(\"network.proxy.ssl_port\", 8888);",
            "user_pref(\"network.proxy.allow_hijacking_localhost\", true);",
            "user_pref(\"datareporting.policy.dataSubmissionEnabled\", false);");
    assertThat(run).hasSize(2);
    assertThat(run.get(0)).isEqualTo("certutil -d sql:" + profile + " -N --empty-password");
    assertThat(run.get(1)).contains(" -A -t C,, -n boshtap-").endsWith("boshtap-ca.pem");
  }

  @ParameterizedTest
  @CsvSource({"LINUX, libnss3-tools", "WINDOWS, `boshtap ca install` first"})
  void firefoxThatCannotBeGivenTheCaIsNotStarted(Platform platform, String hint) {
    FirefoxSetup setup = new FirefoxSetup(machine(platform, false), runner, order());

    assertThatThrownBy(() -> setup.prepare(profile)).hasMessageContaining(hint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--incognito", "file:///etc/passwd", "https://a b/", ""})
  void onlyAWebAddressIsOpened(String url) {
    assertThatThrownBy(() -> new BrowserOrder("127.0.0.1:1", root, url, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: http:// or https:// URL)");
  }
}
