package dev.boshtap.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * What is said on the wire: an agent desktop's BOSH session in which each poll is answered at once
 * with a change of the agent's state, shaped as Cisco's Finesse and its Openfire write them
 * (Finesse Web Services Developer Guide, "User Notifications"; XEP-0124). All whole HTTP/1.1
 * messages.
 */
public final class Workload {

  /** The name of the origin; its certificate is for this. */
  public static final String HOST = "localhost";

  /** The size of a poll's body, in bytes. */
  public static final int REQUEST_BODY = 200;

  private static final long FIRST_RID = 2_034_958_271L;

  private static final String UPDATE =
      """
      <Update>
        <data>
          <user>
            <dialogs>/finesse/api/User/1001001/Dialogs</dialogs>
            <extension>1001001</extension>
            <firstName>Zoë</firstName>
            <lastName>O'Brien &amp; Søn</lastName>
            <loginId>1001001</loginId>
            <loginName>zobrien</loginName>
            <pendingState></pendingState>
            <reasonCodeId>-1</reasonCodeId>
            <roles>
              <role>Agent</role>
            </roles>
            <settings>
              <wrapUpOnIncoming>OPTIONAL</wrapUpOnIncoming>
            </settings>
            <state>READY</state>
            <stateChangeTime>2026-11-22T09:41:07.118Z</stateChangeTime>
            <teamId>5000</teamId>
            <teamName>Billing</teamName>
            <uri>/finesse/api/User/1001001</uri>
          </user>
        </data>
        <event>PUT</event>
        <requestId>5c1e9a0b-7f0d-4f4e-9d2a-6b1f0e7c3d21</requestId>
        <source>/finesse/api/User/1001001</source>
      </Update>
      """
          .replaceAll("\\n *", "");

  private Workload() {}

  /** The request that begins the session. */
  public static byte[] creation(String authority) {
    return request(
        authority,
        ("<body rid='%d' xmlns='http://jabber.org/protocol/httpbind' to='%s' xml:lang='en' "
                + "wait='60' hold='1' content='text/xml; charset=utf-8' ver='1.6' "
                + "xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>")
            .formatted(FIRST_RID, HOST));
  }

  /**
   * The session's poll number {@code count}, from 1 on; its body is {@link #REQUEST_BODY} bytes.
   */
  public static byte[] poll(String authority, String sid, long count) {
    String body =
        "<body rid='%d' xmlns='http://jabber.org/protocol/httpbind' sid='%s' xml:lang='en'"
            .formatted(FIRST_RID + count, sid);
    String from = " from='1001001@%s/desktop'".formatted(HOST);
    int padding = REQUEST_BODY - body.length() - from.length() - "/>".length();
    return request(authority, body + from + " ".repeat(padding) + "/>");
  }

  private static byte[] request(String authority, String body) {
    return """
        POST /http-bind/ HTTP/1.1\r
        Host: %s\r
        User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36\r
        Content-Type: text/xml; charset=utf-8\r
        Accept: */*\r
        Origin: https://%s\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(authority, authority, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The answer that grants the session, and that its polls are held for a minute. */
  public static byte[] created(String sid) {
    return created(sid, 60);
  }

  /** The same for so many seconds. */
  static byte[] created(String sid, int wait) {
    return answer(
        ("<body xmlns='http://jabber.org/protocol/httpbind' "
                + "xmlns:stream='http://etherx.jabber.org/streams' authid='%s' sid='%s' "
                + "secure='true' requests='2' inactivity='60' polling='5' wait='%d' hold='1' "
                + "ver='1.6'><stream:features><mechanisms "
                + "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
                + "</mechanisms></stream:features></body>")
            .formatted(sid, sid, wait));
  }

  /** The answer to each poll: one event, about 1.4 kB of body. */
  public static byte[] event() {
    return answer(eventBody());
  }

  /** The body of {@link #event()}. */
  public static String eventBody() {
    return "<body xmlns='http://jabber.org/protocol/httpbind'><message xmlns='jabber:client' "
        + "from='pubsub.localhost' to='1001001@localhost' id='/finesse/api/User/1001001__x7Kq2'>"
        + "<event xmlns='http://jabber.org/protocol/pubsub#event'>"
        + "<items node='/finesse/api/User/1001001'>"
        + "<item id='9d0c6a55-2c6e-4f57-8a37-4f1d9f0f6c111762'>"
        + "<notification xmlns='http://jabber.org/protocol/pubsub'>"
        + UPDATE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        + "</notification></item></items></event></message></body>";
  }

  /** The text of the notification in {@link #event()}, a document of its own. */
  public static String update() {
    return UPDATE;
  }

  private static byte[] answer(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        """
        HTTP/1.1 200 OK\r
        Date: Sun, 22 Nov 2026 09:41:07 GMT\r
        Content-Type: text/xml;charset=utf-8\r
        Access-Control-Allow-Origin: *\r
        Cache-Control: no-store\r
        Content-Length: %d\r
        \r
        """
            .formatted(bytes.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(bytes, 0, whole, head.length, bytes.length);
    return whole;
  }
}
