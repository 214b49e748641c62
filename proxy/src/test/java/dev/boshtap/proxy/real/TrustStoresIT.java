package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ca install} and {@code uninstall} on a real Debian store and real NSS databases: in a
 * mount namespace whose {@code /etc/ssl/certs} and {@code /usr/local/share/ca-certificates} are
 * copies, so that this machine's own are never touched.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces are Linux's")
class TrustStoresIT {

  /** Everything that a store consists of: paths, link targets, sums. */
  private static final String SNAPSHOT =
      "find certs local home -type f ! -name 'key4.db' ! -name 'cert9.db' ! -name cacerts -exec sha256sum {} + |"
          + " sort; find certs local -type l -printf '%p -> %l\\n' | sort; certutil -L -d"
          + " sql:home/.mozilla/firefox/x; certutil -L -d sql:home/.pki/nssdb";

  private static final String VERIFY =
      "openssl verify -no-CApath -CAfile /etc/ssl/certs/ca-certificates.crt $CA 2>&1;"
          + " openssl verify -no-CAfile -CApath /etc/ssl/certs $CA 2>&1;"
          + " for d in home/.pki/nssdb home/.mozilla/firefox/x; do"
          + " for n in $(certutil -L -d sql:$d | sed -n 's/^\\(boshtap-[0-9a-f]*\\) .*/\\1/p'); do"
          + " certutil -V -u L -n $n -d sql:$d; done; done";

  private static final String SCRIPT =
      """
      set -eu
      cp -a /etc/ssl/certs certs
      cp -a /usr/local/share/ca-certificates local
      mount --bind certs /etc/ssl/certs
      mount --bind local /usr/local/share/ca-certificates
      for database in home/.pki/nssdb home/.mozilla/firefox/x; do
        mkdir -p $database
        certutil -d sql:$database -N --empty-password
      done
      printf '[Profile0]\\nIsRelative=1\\nPath=x\\n' > home/.mozilla/firefox/profiles.ini
      update-ca-certificates --fresh
      (%1$s) > before
      $BOSHTAP ca install --home state
      (%2$s) > verified
      $BOSHTAP ca uninstall --home state
      (%1$s) > after
      rm -r certs local
      """
          .formatted(SNAPSHOT, VERIFY);

  @Test
  void everyStoreTrustsTheCaAndIsAsItWasAfterwards(@TempDir Path folder) throws IOException {
    Peer.require(Peer.CERTUTIL, Peer.MOUNT, Peer.UNSHARE, Peer.OPENSSL);
    if (!Files.isDirectory(Path.of("/usr/local/share/ca-certificates"))) {
      throw Peer.missing("no Debian store here");
    }
    if (Program.run(folder, List.of("unshare", "-r", "-m", "true")).awaitExit() != 0) {
      throw Peer.missing("no mount namespaces here");
    }
    Path home = folder.resolve("home");
    Files.createDirectory(home);
    try (Program script =
        Program.start(
            folder,
            Map.of(
                "HOME",
                home.toString(),
                "CA",
                folder.resolve("state/ca/ca.pem").toString(),
                "BOSHTAP",
                Boshtap.commandLine()),
            List.of("unshare", "-r", "-m", "sh", "-c", SCRIPT))) {
      assertThat(script.awaitExit()).as("%s", script).isZero();
      assertThat(script.err()).filteredOn(line -> line.startsWith("  trusted ")).hasSize(3);
      assertThat(script.err()).filteredOn(line -> line.startsWith("  removed ")).hasSize(3);
    }
    assertThat(Files.readAllLines(folder.resolve("verified")))
        .filteredOn(line -> line.endsWith("ca.pem: OK") || line.endsWith("certificate is valid"))
        .hasSize(4);
    assertThat(folder.resolve("after")).hasSameTextualContentAs(folder.resolve("before"));
    assertThat(folder.resolve("state/installed")).doesNotExist();
  }
}
