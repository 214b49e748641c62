package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells of a person has one pseudonym wherever it stands, and what stands around it stays. */
class PersonalRedactionTest {

  private static final String VALUE = "8675309";

  private final Aliases aliases = Aliases.random();
  private final TextRedaction text =
      new TextRedaction(new SensitiveValues(new SensitiveNames(true, Set.of("custName")), aliases));

  /** Texts with the place of a personal value marked. */
  static List<String> places() {
    return List.of(
        // Finesse's objects, in XML and JSON, whatever the case of the names
        "<Update><data><user><loginId>~</loginId><state>READY</state></user></data></Update>",
        "<User><LoginId> ~ </LoginId></User>",
        "<dialog><fromAddress>~</fromAddress><state>ALERTING</state></dialog>",
        "<Participant><mediaAddress>~</mediaAddress><mediaAddressType>AGENT_DEVICE"
            + "</mediaAddressType></Participant>",
        "<mediaProperties><dialedNumber>~</dialedNumber><DNIS>~</DNIS></mediaProperties>",
        "<callvariables><CallVariable><name>callVariable1</name><value>~</value></CallVariable>"
            + "<CallVariable><name>user.account</name><value>~</value></CallVariable>"
            + "</callvariables>",
        "<CallVariable><value>~</value><name>anything</name></CallVariable>",
        "<TeamMessage><content>~</content><duration>60</duration></TeamMessage>",
        "<wrapUpReason>~</wrapUpReason>",
        "<apiError><ErrorData>~</ErrorData><ErrorType>Invalid State</ErrorType></apiError>",
        "{\"user\":{\"loginId\":\"~\",\"state\":\"READY\"}}",
        "{\"user\":{\"extension\":\"~\"}}",
        "{\"callVariables\":{\"CallVariable\":[{\"name\":\"any\",\"value\":\"~\"}]}}",
        "{\"callVariable10\":\"~\"}",
        // where it is part of something
        "/finesse/api/User/~/Dialogs",
        "<items node='/finesse/api/User/~'><item id='1'/></items>",
        "GET /finesse/api/User/~?nocache=1",
        "<message to='~@finesse1.example.com' from='pubsub.finesse1.example.com'/>",
        "<jid>~@finesse1.example.com/jabberwerx_1</jid>",
        "cc_username=~&x=1",
        "Agent loginId=~ went away",
        "custName: ~",
        // escaped
        "<notification>&lt;user&gt;&lt;loginId&gt;~&lt;/loginId&gt;&lt;/user&gt;</notification>",
        "{\"xml\":\"<user><firstName>~</firstName></user>\"}",
        "{\"xml\":\"&lt;fromAddress&gt;~&lt;/fromAddress&gt;\"}");
  }

  @ParameterizedTest
  @MethodSource("places")
  void itsPlaceIsTakenByItsPseudonym(String place) {
    String pseudonym = aliases.pseudonym(VALUE);

    assertThat(pseudonym).matches("p7-[a-z2-7]{6}");
    assertThat(text.redact(place.replace("~", VALUE))).isEqualTo(place.replace("~", pseudonym));
  }

  @ParameterizedTest
  @MethodSource("places")
  void soItIsWhereTheWholeIsEncodedForAUrl(String place) {
    String encoded = URLEncoder.encode(place.replace("~", VALUE), StandardCharsets.UTF_8);

    assertThat(text.redact("a=" + encoded + "&b=2"))
        .isEqualTo(
            "a="
                + URLEncoder.encode(
                    place.replace("~", aliases.pseudonym(VALUE)), StandardCharsets.UTF_8)
                + "&b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<user><state>NOT_READY</state><reasonCodeId>7</reasonCodeId><teamId>5</teamId></user>",
        "<message from='finesse@finesse1.example.com' to='pubsub.finesse1.example.com'/>",
        "<Queue><name>Sales</name><statistics><callsInQueue>3</callsInQueue></statistics></Queue>",
        "<Team><id>5</id><name>Blue</name></Team>",
        "/finesse/api/Queue/12",
        "/finesse/api/SystemInfo?nocache=1"
      })
  void whatTellsOfNobodyStays(String harmless) {
    assertThat(text.redact(harmless)).isEqualTo(harmless);
  }

  @Test
  void whatIsWrittenInAnotherCaseIsTheSamePerson() {
    assertThat(aliases.pseudonym("JDoe")).isEqualTo(aliases.pseudonym("jdoe"));
    assertThat(aliases.pseudonym("jdoe")).isNotEqualTo(aliases.pseudonym("jdof"));
  }

  @Test
  void aSessionHasAPseudonymToo() {
    assertThat(text.redact("<body sid='3445afbe' rid='7'/>"))
        .isEqualTo("<body sid='%s' rid='7'/>".formatted(aliases.pseudonym("3445afbe")));
  }

  @ParameterizedTest
  @MethodSource("places")
  void theSecretsPolicyLetsPersonsBe(String place) {
    TextRedaction secrets =
        new TextRedaction(new SensitiveValues(TextRedactionTest.SECRETS_ONLY, aliases));
    String said = place.replace("~", VALUE);

    assertThat(secrets.redact(said)).isEqualTo(said);
  }
}
