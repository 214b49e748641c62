package dev.boshtap.exporters.redact;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which Finesse, its gadgets, BOSH and single sign-on carry what is not to be
 * shown: secrets and, where the policy says so, what tells of persons. Compared without case,
 * hyphens and underscores: {@code access_token}, {@code accessToken} and {@code Access-Token} are
 * one name.
 */
final class SensitiveNames {

  private static final Set<String> SECRETS =
      Set.of(
          "authorization",
          "proxyauthorization",
          "authz",
          "assertion",
          "cookie",
          "credential",
          "credentials",
          "jsessionid",
          "jwt",
          // What the desktop writes of itself holds anything, credentials and callers too.
          "logdata",
          "passwd",
          "passphrase",
          "pwd",
          "samlrequest",
          "samlresponse",
          "setcookie");

  /** {@code newPassword}, {@code refresh_token}, {@code client_secret}, {@code X-Api-Key}. */
  private static final Set<String> SECRET_ENDINGS =
      Set.of(
          "token",
          "secret",
          "secretkey",
          "accesskey",
          "apikey",
          "passcode",
          "privatekey",
          "sessionid");

  /** {@code passwordConfirmed} is one too. */
  private static final String SECRET_PART = "password";

  /** Short names that are secrets in a URL or a form, and something else everywhere else. */
  private static final Set<String> SECRET_PARAMETERS =
      Set.of("code", "st", "ticket", "key", "newkey");

  private static final Set<String> HEADER_PARTS =
      Set.of("auth", "csrf", "xsrf", "session", "secret", "password", "token", "apikey");

  /** Headers that hold such a word in their name and no secret in their value. */
  private static final Set<String> HARMLESS_HEADERS =
      Set.of(
          "authority",
          "accesscontrolallowcredentials",
          "authenticationinfo",
          "wwwauthenticate",
          "proxyauthenticate");

  /**
   * Who holds a live session's id may speak in it. No secret for good: once the session is over its
   * id is worth nothing, and the server's logs are searched by it.
   */
  private static final Set<String> SESSIONS = Set.of("sid", "authid");

  /** Fields of Finesse's objects that name or describe a person, or are what a person said. */
  private static final Set<String> PERSONAL =
      Set.of(
          "accountnumber",
          "activedeviceid",
          "agentid",
          "agentlogin",
          "agentname",
          "ani",
          "callbacknumber",
          "ccusername",
          "cfconnectingip",
          "customeremail",
          "customername",
          "customernumber",
          "deviceid",
          "dialednumber",
          "dialnumber",
          "dialnum",
          "dnis",
          "dtmfstring",
          "email",
          "emailaddress",
          "errordata",
          "extension",
          "finesseagextension",
          "finessemadialnum",
          "firstname",
          "fromaddress",
          "fullname",
          "lastname",
          "loginid",
          "loginname",
          "mediaaddress",
          "middlename",
          "mobilenumber",
          "phone",
          "phonenumber",
          "remoteuser",
          "secondarycalladdress",
          "targetmediaaddress",
          "toaddress",
          "trueclientip",
          "userid",
          "username",
          "wrapup",
          "wrapupdata",
          "wrapupitem",
          "wrapupitems",
          "wrapupreason",
          "xclientip",
          "xforwardedfor",
          "xrealip",
          "xremoteuser");

  /** {@code callVariable1} and the extended ones, {@code user.account}, of a call. */
  private static final Pattern VARIABLE = Pattern.compile("callvariable\\d+|user\\..+");

  /** The login id follows in the name itself: {@code activeDeviceId1001003}. */
  static final String DEVICE = "activedeviceid";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  /** By what encloses it, a field that is personal there and nothing elsewhere. */
  private static final Map<String, String> PERSONAL_WITHIN =
      Map.of(
          "callvariable",
          "value",
          "callvariables",
          "value",
          "teammessage",
          "content",
          // What people write to each other (RFC 6121, 5.2.3).
          "message",
          "body");

  /** Before the names of a gadget's preferences in its URL (OpenSocial Core Gadget, 12.1). */
  private static final String PREFERENCE = "up";

  /** Fields and attributes that hold the name of what stands in the field beside them. */
  private static final Set<String> NAMES =
      Set.of("name", "key", "id", "field", "param", "parameter", "property");

  /** A name that is personal, for a value that is so without one of its own. */
  static final String ANY_PERSONAL = "loginId";

  /** How many names are remembered; there are some hundreds, but anything may come. */
  private static final int REMEMBERED = 4_096;

  private static final int LONGEST_REMEMBERED = 128;

  private final boolean personal;
  private final Set<String> more;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final NamesInMarkup inMarkup =
      new NamesInMarkup(
          name -> known(name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT)));

  /**
   * What was found out about a name: the same ones come again with every exchange.
   *
   * @param name as it was given
   * @param plain the name without case, hyphens and underscores
   * @param anywhere what stands under it in JSON, XML or a map
   * @param inHeader what the whole value of a header field of this name is
   * @param namesValue whether what stands under it may be the name of a secret
   * @param isValue whether what stands under it is what the name beside it says
   * @param personalWithin the name of what is personal because it stands within it, or null
   */
  record Known(
      String name,
      String plain,
      Sensitivity anywhere,
      Sensitivity inHeader,
      boolean namesValue,
      boolean isValue,
      @Nullable String personalWithin) {

    /** Whether a field may be personal because it stands within it. */
    boolean mayHoldPersonal() {
      return personalWithin != null;
    }
  }

  /**
   * The names by a policy.
   *
   * @param personal whether what tells of persons is sensitive too
   * @param more names beside those known here, as a user gives them
   */
  SensitiveNames(boolean personal, Set<String> more) {
    this.personal = personal;
    Set<String> plain = new TreeSet<>();
    for (String name : more) {
      plain.add(plain(checked(name)));
    }
    this.more = plain;
  }

  /** The name, if it is one. */
  static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("field: %s (expected: %s)".formatted(name, NAME));
    }
    return name;
  }

  /** Whether what tells of persons is sensitive too. */
  boolean arePersonalToo() {
    return personal;
  }

  /** What stands under this name in JSON, XML or a map. */
  Sensitivity of(String name) {
    return known(name).anywhere();
  }

  private Known known(String name) {
    Known before = known.get(name);
    if (before != null) {
      return before;
    }
    String plain = plain(name);
    Sensitivity anywhere = find(plain);
    Known found =
        new Known(
            name,
            plain,
            anywhere,
            findInHeader(plain, anywhere),
            NAMES.contains(plain),
            plain.equals("value") || plain.equals("values"),
            personal ? PERSONAL_WITHIN.get(plain) : null);
    if (known.size() < REMEMBERED && name.length() <= LONGEST_REMEMBERED) {
      known.put(name, found);
    }
    return found;
  }

  /**
   * An element or attribute, whose name stands from {@code from} up to {@code to} in a text; known
   * by it without a prefix, in lower case.
   */
  Known inMarkup(String text, int from, int to) {
    return inMarkup.at(text, from, to);
  }

  private Sensitivity find(String plain) {
    if (SECRETS.contains(plain)
        || plain.contains(SECRET_PART)
        || endsWithOne(SECRET_ENDINGS, plain)) {
      return Sensitivity.SECRET;
    }
    return more.contains(plain) || (personal && isPersonal(plain))
        ? Sensitivity.PERSONAL
        : Sensitivity.NONE;
  }

  private static boolean isPersonal(String plain) {
    return PERSONAL.contains(plain)
        || (plain.startsWith(PREFERENCE) && PERSONAL.contains(plain.substring(PREFERENCE.length())))
        || plain.startsWith(DEVICE)
        || SESSIONS.contains(plain)
        || VARIABLE.matcher(plain).matches();
  }

  /** Whether what stands under this name is sensitive. */
  boolean isSensitive(String name) {
    return of(name) != Sensitivity.NONE;
  }

  /** What a parameter of a URL or a form is. */
  Sensitivity ofParameter(String name) {
    return SECRET_PARAMETERS.contains(known(name).plain()) ? Sensitivity.SECRET : of(name);
  }

  /** What the whole value of a header field of this name is. */
  Sensitivity ofHeader(String name) {
    return known(name).inHeader();
  }

  private Sensitivity findInHeader(String plain, Sensitivity anywhere) {
    if (HARMLESS_HEADERS.contains(plain)) {
      return Sensitivity.NONE;
    }
    if (personal && plain.equals("forwarded")) {
      return Sensitivity.PERSONAL;
    }
    return anywhere == Sensitivity.NONE && HEADER_PARTS.stream().anyMatch(plain::contains)
        ? Sensitivity.SECRET
        : anywhere;
  }

  /** Whether a field is personal because of what encloses it: the value of a call variable. */
  boolean isPersonalWithin(String enclosing, String name) {
    return isPersonalWithin(known(enclosing), known(name));
  }

  /** Whether what stands in an element or object of this name may be personal for that reason. */
  boolean mayHoldPersonal(String enclosing) {
    return known(enclosing).mayHoldPersonal();
  }

  /** As {@link #isPersonalWithin(String, String)}. */
  boolean isPersonalWithin(Known enclosing, Known within) {
    return within.plain().equals(enclosing.personalWithin());
  }

  /** Words of which a text holds one at least, if it holds anything by these names. */
  Set<String> triggers() {
    Set<String> words = new TreeSet<>();
    words.add("logdata");
    words.addAll(more);
    if (personal) {
      words.addAll(PERSONAL);
      words.addAll(SESSIONS);
      words.addAll(Set.of("callvariable", "teammessage", "user.", "/user/", "/users/", "@"));
    }
    return words;
  }

  /** Whether what stands under this name may be the name of a secret: {@code "name":"token"}. */
  boolean isNameOfValue(String field) {
    return known(field).namesValue();
  }

  /** Whether what stands under this name is what the name beside it says: {@code "value":"x"}. */
  boolean isValueOfName(String field) {
    return known(field).isValue();
  }

  private static boolean endsWithOne(Set<String> endings, String plain) {
    for (String ending : endings) {
      if (plain.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String name) {
    String joined =
        name.indexOf('-') < 0 && name.indexOf('_') < 0
            ? name
            : name.replace("-", "").replace("_", "");
    return joined.toLowerCase(Locale.ROOT);
  }
}
