package dev.boshtap.simulator.finesse;

import dev.boshtap.simulator.http.HttpAnswer;
import dev.boshtap.simulator.http.HttpMessage;
import dev.boshtap.simulator.http.Site;
import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST interface and the desktop's pages. */
public final class RestSite implements Site {

  private static final Pattern USER = Pattern.compile("/finesse/api/User/([^/]+)(/Dialogs)?");
  private static final Pattern DIALOG = Pattern.compile("/finesse/api/Dialog/([^/]+)");

  private final ContactCentre centre;
  private final BiPredicate<String, String> admission;

  /**
   * @param centre what is read and changed
   * @param admission says whether a login id and password are good
   */
  public RestSite(ContactCentre centre, BiPredicate<String, String> admission) {
    this.centre = centre;
    this.admission = admission;
  }

  @Override
  public Visit visit(HttpMessage message) {
    return new Call(message, Credentials.of(message));
  }

  private HttpAnswer answer(HttpMessage message, Optional<Credentials> credentials) {
    String path = message.path();
    if (path.equals("/finesse/api/SystemInfo")) {
      return HttpAnswer.rest(200, centre.systemDocument(message.asks("timestampOnly")));
    }
    if (path.startsWith("/desktop")) {
      return desktop(credentials);
    }
    if (!path.startsWith("/finesse/api/")) {
      return HttpAnswer.errorPage(404, "Not Found");
    }
    if (credentials.filter(given -> admission.test(given.user(), given.password())).isEmpty()) {
      return HttpAnswer.errorPage(401, "Unauthorized")
          .with(List.of(Map.entry("WWW-Authenticate", "Basic realm=\"Cisco Finesse\"")));
    }
    Matcher user = USER.matcher(path);
    if (user.matches()) {
      return user(message, user.group(1), user.group(2) != null);
    }
    Matcher dialog = DIALOG.matcher(path);
    if (dialog.matches() && message.method().equals("PUT")) {
      return accepted(
          message,
          field(message, "requestedAction")
              .flatMap(action -> centre.act(dialog.group(1), action, requestId(message))));
    }
    return HttpAnswer.rest(404, Payloads.restError("Not Found", "RESOURCE_NOT_FOUND", path));
  }

  private HttpAnswer user(HttpMessage message, String id, boolean dialogs) {
    if (dialogs) {
      return HttpAnswer.rest(200, centre.dialogsDocument(id));
    }
    if (message.method().equals("GET")) {
      return HttpAnswer.rest(200, centre.userDocument(id));
    }
    Optional<String> state = field(message, "state");
    if (!message.method().equals("PUT") || state.isEmpty()) {
      return HttpAnswer.rest(
          400, Payloads.restError("Invalid Input", "INVALID_REQUEST", message.method()));
    }
    int reason =
        field(message, "reasonCodeId")
            .filter(text -> text.matches("\\d{1,9}"))
            .map(Integer::valueOf)
            .orElse(-1);
    return accepted(message, centre.ask(id, state.get(), reason, requestId(message)));
  }

  private static HttpAnswer accepted(HttpMessage message, Optional<Refusal> refusal) {
    if (refusal.isPresent()) {
      Refusal why = refusal.get();
      return HttpAnswer.rest(400, Payloads.restError(why.type(), why.message(), why.data()));
    }
    HttpAnswer accepted = HttpAnswer.rest(202, "");
    return message
        .header("requestId")
        .map(id -> accepted.with(List.of(Map.entry("requestId", id))))
        .orElse(accepted);
  }

  private static HttpAnswer desktop(Optional<Credentials> credentials) {
    String extension = credentials.map(given -> "2" + given.user()).orElse("");
    return HttpAnswer.html(
            200,
            """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><title>Cisco Finesse</title></head>
            <body>Simulated agent desktop.</body></html>
            """)
        .with(
            List.of(
                Map.entry(
                    "Set-Cookie", "JSESSIONID=0A1B2C3D4E5F60718293; Path=/; Secure; HttpOnly"),
                Map.entry("Set-Cookie", "finesse_ag_extension=" + extension + "; Path=/; Secure")));
  }

  private String requestId(HttpMessage message) {
    return message.header("requestId").orElseGet(centre::newRequestId);
  }

  private static Optional<String> field(HttpMessage message, String name) {
    Optional<XmlElement> body = Xml.parse(message.text());
    return body.flatMap(root -> root.childText(name));
  }

  /** Basic credentials (RFC 7617). */
  private record Credentials(String user, String password) {
    private static Optional<Credentials> of(HttpMessage message) {
      return message
          .header("Authorization")
          .filter(value -> value.startsWith("Basic "))
          .flatMap(
              value -> {
                try {
                  byte[] plain = Base64.getDecoder().decode(value.substring(6).trim());
                  String[] parts = new String(plain, StandardCharsets.UTF_8).split(":", 2);
                  return parts.length == 2
                      ? Optional.of(new Credentials(parts[0], parts[1]))
                      : Optional.empty();
                } catch (IllegalArgumentException e) {
                  return Optional.empty();
                }
              });
    }
  }

  /** One call to this site. */
  private final class Call implements Visit {
    private final HttpMessage message;
    private final Optional<Credentials> credentials;

    private Call(HttpMessage message, Optional<Credentials> credentials) {
      this.message = message;
      this.credentials = credentials;
    }

    @Override
    public Identity identity() {
      return credentials
          .map(given -> new Identity(given.user(), null, -1, false))
          .orElse(Identity.NONE);
    }

    @Override
    public void serve(Consumer<HttpAnswer> answer) {
      answer.accept(answer(message, credentials));
    }

    private HttpAnswer answer(HttpMessage asked, Optional<Credentials> given) {
      return RestSite.this.answer(asked, given);
    }

    @Override
    public HttpAnswer forget() {
      return HttpAnswer.errorPage(404, "Not Found");
    }

    @Override
    public HttpAnswer terminate(String condition) {
      return HttpAnswer.errorPage(503, condition);
    }
  }
}
