package dev.boshtap.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.trust.TestPki.Held;
import dev.boshtap.proxy.trust.TestPki.Request;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerOptionsTest {

  @TempDir Path folder;

  @Test
  void theFirstServerThatFitsCounts() throws Exception {
    Held agent = new Request("agent").selfSigned();
    StringWriter pem = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
      writer.writeObject(agent.certificate());
      writer.writeObject(new JcaPKCS8Generator(agent.keys().getPrivate(), null));
    }
    Files.writeString(folder.resolve("agent.pem"), pem.toString());

    ServerOptions options =
        ServerOptions.read(
            List.of(
                UpstreamServer.parse("host=fin1:8445;client-certificate=agent.pem", folder),
                UpstreamServer.parse("host=fin1;tls=1.0", folder)));

    ServerTlsOptions rest = options.of(new HostPort("fin1", 8445));
    assertThat(rest.versions().isOld()).isFalse();
    assertThat(rest.clientKey().orElseThrow().chain()).containsExactly(agent.certificate());
    ServerTlsOptions bosh = options.of(new HostPort("fin1", 7443));
    assertThat(bosh.versions().isOld()).isTrue();
    assertThat(bosh.clientKey()).isEmpty();
    assertThat(options.of(new HostPort("fin2", 7443))).isEqualTo(ServerTlsOptions.DEFAULTS);
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    List<UpstreamServer> servers =
        List.of(UpstreamServer.parse("host=fin1;client-certificate=none.p12", folder));

    assertThatThrownBy(() -> ServerOptions.read(servers))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("none.p12") + ": no such file (expected: ");
  }
}
