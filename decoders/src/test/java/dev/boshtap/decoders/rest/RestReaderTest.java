package dev.boshtap.decoders.rest;

import static dev.boshtap.decoders.Transcript.DESKTOP;

import dev.boshtap.decoders.Transcript;
import dev.boshtap.decoders.wire.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestReaderTest {

  private final Transcript desktop = new Transcript();

  @Test
  void aSignInIsAChangeOfState() {
    desktop
        .at("10:00:00")
        .send(
            DESKTOP,
            "PUT",
            "/finesse/api/User/1001003",
            "<User><state>LOGIN</state><extension>1081003</extension></User>")
        .expect()
        .at("10:00:00.250")
        .answered(202, "Accepted", "")
        .expect("1001003 PUT /finesse/api/User/1001003 -> 202 in 250ms: state LOGIN");
  }

  @Test
  void aReasonIsSaidWithTheState() {
    desktop
        .at("10:00:00")
        .send(
            DESKTOP,
            "PUT",
            "/finesse/api/User/1001003?nocache=1",
            "<user><State>NOT_READY</State><reasonCodeId>12</reasonCodeId></user>")
        .answered(202, "Accepted", "")
        .expect("1001003 PUT /finesse/api/User/1001003 -> 202 in 0s: state NOT_READY, reason 12");
  }

  @Test
  void aMediumHasAStateToo() {
    desktop
        .at("10:00:00")
        .send(
            new HostPort("fin.example", 443),
            "PUT",
            "/finesse/api/User/1001003/Media/5003",
            "<Media><state>READY</state></Media>")
        .answered(202, "Accepted", "")
        .expect("1001003 PUT /finesse/api/User/1001003/Media/5003 -> 202 in 0s: state READY");
  }

  @Test
  void actionsOnDialogs() {
    desktop
        .at("10:00:00")
        .send(
            DESKTOP,
            "POST",
            "/finesse/api/User/1001003/Dialogs",
            "<Dialog><requestedAction>MAKE_CALL</requestedAction></Dialog>")
        .answered(202, "Accepted", "")
        .expect("1001003 POST /finesse/api/User/1001003/Dialogs -> 202 in 0s: action MAKE_CALL")
        .send(
            DESKTOP,
            "PUT",
            "/finesse/api/Dialog/16804377",
            "<Dialog><requestedAction>ANSWER</requestedAction></Dialog>")
        .answered(400, "Bad Request", "")
        .expect("? PUT /finesse/api/Dialog/16804377 -> 400 in 0s: action ANSWER");
  }

  @Test
  void systemInfoSaysTheStatusOfTheSystem() {
    desktop
        .at("10:00:00")
        .send(DESKTOP, "GET", "/finesse/api/SystemInfo?nocache=1", "")
        .answered("<SystemInfo><status>IN_SERVICE</status></SystemInfo>")
        .expect("? GET /finesse/api/SystemInfo -> 200 in 0s: status IN_SERVICE")
        .send(DESKTOP, "GET", "/finesse/api/SystemInfo?timestampOnly", "")
        .answered(503, "Service Unavailable", "")
        .expect(
            "? GET /finesse/api/SystemInfo -> 503 in 0s",
            "? notice system.out-of-service: a REST call was answered 503 {} [2]");
  }

  @Test
  void aCallThatWasNotAnsweredIsSaid() {
    desktop
        .at("10:00:00")
        .send(DESKTOP, "PUT", "/finesse/api/User/1001003", "<User><state>READY</state></User>")
        .at("10:00:20")
        .serverReset()
        .expect("1001003 PUT /finesse/api/User/1001003 -> null in 20s: state READY");
  }

  @Test
  void aBodyThatCannotBeReadIsNoReasonToSayNothingOfADialog() {
    desktop
        .at("10:00:00")
        .send(DESKTOP, "PUT", "/finesse/api/Dialog/1", "\u0000{")
        .answered(400, "Bad Request", "")
        .expect("? PUT /finesse/api/Dialog/1 -> 400 in 0s");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /finesse/api/User/1001003",
    "GET, /finesse/api/User/1001003/Dialogs",
    "PUT, /finesse/api/User/1001003",
    "PUT, /desktop/container/",
    "GET, /finesse/api/Team/5",
    "GET, /gadgets/makeRequest"
  })
  void whatElseADesktopLoadsSaysNothing(String method, String target) {
    desktop
        .at("10:00:00")
        .send(DESKTOP, method, target, "")
        .answered(200, "OK", "<x/>")
        .expectAll("finished 1 answered");
  }
}
