package dev.boshtap.decoders.session.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Bodies;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshReader;
import dev.boshtap.decoders.bosh.BoshReading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientLibraryTest {

  @ParameterizedTest
  @CsvSource({
    "JabberWerx, ver='1.9' from='1001003@fin.example'",
    "JabberWerx, ver='1.9' secure='true'",
    "JabberWerx, ver='1.9' content='text/xml' from='1001003@fin.example'",
    "Strophe, ver='1.6' content='text/xml; charset=utf-8'",
    "Smack, ver='1.8' ack='1'",
    "other, ver='1.9' content='text/xml'",
    "other, ver='1.6'",
    "other, ver='1.11' content='text/xml'",
    "other, to='fin.example'"
  })
  void isToldByTheAttributesOfTheCreationRequest(String library, String attributes) {
    assertThat(library("<body xmlns='http://jabber.org/protocol/httpbind' " + attributes + "/>"))
        .isEqualTo(library);
  }

  @ParameterizedTest
  @CsvSource({"JabberWerx, true", "Strophe, false"})
  void isToldOfWholeRequests(String library, boolean jabberWerx) {
    String creation =
        jabberWerx
            ? Bodies.jabberWerxCreation(1, "1001003@fin.example")
            : Bodies.stropheCreation(1);
    assertThat(library(creation)).isEqualTo(library);
  }

  private static String library(String creation) {
    BoshReading reading = new BoshReader(Limits.DEFAULTS).read(creation);
    return ClientLibrary.of(((BoshReading.Read) reading).body());
  }
}
