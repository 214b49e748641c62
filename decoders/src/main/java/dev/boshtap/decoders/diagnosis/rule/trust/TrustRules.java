package dev.boshtap.decoders.diagnosis.rule.trust;

import static dev.boshtap.decoders.event.FaultSide.CLIENT;
import static dev.boshtap.decoders.event.FaultSide.SERVER;
import static dev.boshtap.decoders.event.FaultSide.UNKNOWN;
import static dev.boshtap.decoders.event.Finding.Certainty.CERTAIN;
import static dev.boshtap.decoders.event.Finding.Certainty.LIKELY;
import static dev.boshtap.decoders.event.Finding.Certainty.POSSIBLE;
import static dev.boshtap.decoders.event.Finding.Severity.ERROR;
import static dev.boshtap.decoders.event.Finding.Severity.NOTICE;
import static dev.boshtap.decoders.event.Finding.Severity.WARNING;

import dev.boshtap.decoders.diagnosis.rule.Rule;
import java.util.List;

/** Certificates, credentials and tokens: who believes whom. */
public final class TrustRules {

  /** The browser does not take the certificate. */
  public static final Rule NOT_ACCEPTED =
      new Rule(
          "trust.certificate-not-accepted",
          "the browser does not accept the certificate",
          CLIENT,
          ERROR,
          LIKELY,
          "The browser ended the TLS handshake when it saw the certificate: the login stays at"
              + " \"Establishing encrypted connection\". Ports and nodes are accepted one by one: a desktop"
              + " that works on one fails over to another that it does not accept.",
          "The browser says so when its address is opened by hand: https://HOST:PORT.",
          "boshtap ca install, then start the browser anew (Firefox has a store of its own). Without"
              + " boshtap: accept the certificate of 8445 and 7443, and 443 for UCCE, of both nodes.");

  /** We do not take the server's. */
  public static final Rule SERVER_CERTIFICATE =
      new Rule(
          "trust.server-certificate",
          "the server's certificate cannot be verified",
          UNKNOWN,
          ERROR,
          LIKELY,
          "boshtap does not forward to a server whose certificate does not verify: it is self-signed, its"
              + " time is over, or somebody else's (TLS inspection).",
          "The certificate's issuer: boshtap trust add HOST:PORT shows it.",
          "boshtap trust add HOST:PORT, if it is Finesse's own; renew it in the server's certificate"
              + " management if its time is over.");

  /** TLS failed otherwise. */
  public static final Rule HANDSHAKE =
      new Rule(
          "trust.tls",
          "no agreement on TLS",
          UNKNOWN,
          ERROR,
          POSSIBLE,
          "The TLS handshake failed for another reason than the certificate: versions or ciphers without a"
              + " match, or a device on the way that ends it.",
          "openssl s_client -connect HOST:PORT from the same computer.",
          "For a Finesse before 11.5 allow older versions for that server alone (docs/how-to/servers.md).");

  /** Nothing is decrypted. */
  public static final Rule ONLY_TUNNELS =
      new Rule(
          "trust.only-tunnels",
          "Finesse's traffic is not decrypted",
          CLIENT,
          WARNING,
          CERTAIN,
          "Only tunnels to Finesse's ports are seen and nothing in them: HTTPS decryption is off in the tool"
              + " that made the capture, or the host is not among those to be intercepted.",
          "",
          "Switch decryption on, for 8445 and 7443 of both nodes; boshtap: --intercept HOST.");

  /** Logins are refused. */
  public static final Rule LOGIN_REFUSED =
      new Rule(
          "trust.login-refused",
          "logins are refused",
          CLIENT,
          ERROR,
          CERTAIN,
          "The notification service refused the credentials again and again. With each try the account is"
              + " closer to being locked.",
          "",
          "Check user id and password, and whether the account is locked; for connectors: the password that"
              + " is stored. With SSO: the token.");

  /** One login was refused. */
  public static final Rule LOGIN_FAILED =
      new Rule(
          "trust.login-failed",
          "a login failed",
          CLIENT,
          NOTICE,
          CERTAIN,
          "The notification service refused the credentials once.",
          "",
          "Nothing, if the next try went well.");

  /** A token's time is over. */
  public static final Rule TOKEN_EXPIRED =
      new Rule(
          "trust.token-expired",
          "the sign-on token is no longer valid",
          CLIENT,
          ERROR,
          LIKELY,
          "REST calls that had gone well are answered 401 now: with single sign-on the access token's time is"
              + " over and it was not renewed; else the password was changed meanwhile.",
          "SystemInfo's systemAuthMode says whether it is SSO; the identity service's log says why.",
          "Sign in again. Look at the lifetime of refresh tokens in Cisco Identity Service, and whether the"
              + " page slept past it.");

  /** The backend user never appeared though all else went well. */
  public static final Rule NO_BACKEND_AT_LOGIN =
      new Rule(
          "trust.stuck-at-login",
          "the login came no further than the notification service",
          SERVER,
          WARNING,
          LIKELY,
          "The session was bound, and the presence of Finesse's own user did not follow, without which the"
              + " desktop does not go on.",
          "The webservices log: is Finesse Tomcat connected to the notification service?",
          "utils service list: does Cisco Finesse Tomcat run? Restart it when nobody is signed in.");

  /** All of them, in the order of the reference. */
  public static final List<Rule> ALL =
      List.of(
          NOT_ACCEPTED,
          SERVER_CERTIFICATE,
          HANDSHAKE,
          ONLY_TUNNELS,
          LOGIN_REFUSED,
          LOGIN_FAILED,
          TOKEN_EXPIRED,
          NO_BACKEND_AT_LOGIN);

  private TrustRules() {}
}
