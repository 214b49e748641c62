package dev.boshtap.proxy.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.RootCa;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerNamesTest {

  @ParameterizedTest
  @CsvSource({
    "fin.example.com, fin.example.com, true",
    "fin.example.com, FIN.example.com., true",
    "fin.example.com, example.com, false",
    "fin.example.com, a.fin.example.com, false",
    "uccx_pub.example.com, uccx_pub.example.com, true",
    "*.example.com, fin.example.com, true",
    "*.example.com, a.fin.example.com, false",
    "*.example.com, example.com, false",
    "*.com, example.com, false",
    "f*.example.com, fin.example.com, false",
    "*, fin, false",
    "192.0.2.1, 192.0.2.1, false"
  })
  void comparesDnsNames(String own, String host, boolean covered) {
    assertThat(new ServerNames(List.of(own), List.of()).cover(host)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8:0:0:0:0:0:7, 2001:DB8::7, true",
    "2001:db8:0:0:0:0:0:7, 2001:db8::8, false"
  })
  void comparesAddresses(String own, String host, boolean covered) {
    assertThat(new ServerNames(List.of(), List.of(own)).cover(host)).isEqualTo(covered);
  }

  @Test
  void readsAlternativeNames() throws Exception {
    var certificate =
        TestCertificates.selfSigned("other", "Fin.example.com", "*.x.org").certificate();

    assertThat(ServerNames.of(certificate).names()).containsExactly("fin.example.com", "*.x.org");
    var minter =
        new LeafMinter(RootCa.create("a@b", InstantSource.system()), InstantSource.system(), 1);
    assertThat(ServerNames.of(minter.leafFor("2001:db8::7").certificate()))
        .hasToString("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void readsTheCommonNameWhereThereIsNoOther() throws Exception {
    assertThat(ServerNames.of(TestCertificates.selfSigned("Fin.example.com").certificate()).names())
        .containsExactly("fin.example.com");
  }
}
