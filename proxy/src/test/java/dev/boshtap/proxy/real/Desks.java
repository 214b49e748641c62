package dev.boshtap.proxy.real;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Desktops without a browser, each at an address of its own: Strophe in Node, over BOSH or a
 * WebSocket, through boshtap.
 */
final class Desks implements Closeable {

  private final Program program;

  /**
   * Starts them; nobody is signed in yet.
   *
   * @param proxy host and port
   * @param ca the CA to trust, PEM
   */
  Desks(Path folder, String proxy, Path ca) throws IOException {
    Peer.require(Peer.NODE, Peer.NPM);
    NpmPackages.script("desks/desk.mjs");
    Path script = NpmPackages.script("desks/desks.mjs");
    program =
        Program.start(
            folder,
            Map.of(),
            List.of(Peer.NODE.program().toString(), script.toString(), proxy, ca.toString()));
  }

  /**
   * Signs an agent in, and waits until that is done.
   *
   * @param address the desk's own
   * @param service where to, http-bind or WebSocket
   */
  void login(String agent, String address, String service, String password) {
    ObjectNode order = order(agent, "login");
    order.put("address", address);
    order.put("jid", agent + "@" + FinesseHost.NAME + "/desktop");
    order.put("service", service);
    order.put("password", password);
    program.tell(order.toString());
    awaitConnected(agent, 1);
  }

  /** The browser drops what it has open. */
  void drop(String agent) {
    program.tell(order(agent, "drop").toString());
  }

  private static ObjectNode order(String agent, String what) {
    return JsonMapper.shared().createObjectNode().put("desk", agent).put("do", what);
  }

  /** Waits until an agent is connected for the first time, or again. */
  void awaitConnected(String agent, int times) {
    program.awaitLine(Pattern.compile("^%s connected %d$".formatted(agent, times)));
  }

  @Override
  public void close() {
    program.close();
  }

  /** What they said. */
  @Override
  public String toString() {
    return program.toString();
  }
}
