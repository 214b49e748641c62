package dev.boshtap.proxy.real;

import java.util.List;
import java.util.Map;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.chrome.ChromeDriver;

/** The desktop's page in one tab, driven through the functions of desktop.js. */
final class DesktopPage {

  /**
   * One item as the page's Strophe got it.
   *
   * @param node the node it came from
   * @param id the item's id
   * @param text the notification's text
   */
  record Received(String node, String id, String text) {}

  private final ChromeDriver driver;
  private final String tab;

  DesktopPage(ChromeDriver driver, String tab) {
    this.driver = driver;
    this.tab = tab;
  }

  /** Logs in over BOSH, and waits until every node is subscribed. */
  void login(String jid, String password, List<String> nodes) {
    login("/http-bind/", jid, password, nodes);
  }

  /** The same over BOSH at a path, or over a WebSocket at its address. */
  void login(String service, String jid, String password, List<String> nodes) {
    String pubsub = "pubsub." + FinesseHost.NAME;
    run(
        "desktop.login(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])",
        jid,
        password,
        pubsub,
        nodes,
        service);
    await(
        "login", "desktop.connected() && desktop.subscribed.length === arguments[0]", nodes.size());
  }

  /** Waits until an item is here. */
  void awaitItem(String id) {
    await(id, "desktop.received.some((item) => item.id === arguments[0])", id);
  }

  /** Everything that came, in order. */
  List<Received> received() {
    return ((List<?>) run("return desktop.received"))
        .stream()
            .map(item -> (Map<?, ?>) item)
            .map(
                item ->
                    new Received(
                        (String) item.get("node"),
                        (String) item.get("id"),
                        (String) item.get("text")))
            .toList();
  }

  /** Pings the server (XEP-0199), and waits for the answer. */
  void ping() {
    long before = (Long) run("return desktop.pongs");
    pingWithoutAnswer();
    await("pong", "desktop.pongs > arguments[0]", before);
  }

  void pingWithoutAnswer() {
    run("desktop.ping()");
  }

  /** Waits until the page knows that its session is gone. */
  void awaitDisconnected() {
    await("disconnection", "desktop.disconnected()");
  }

  /** Logs out, and waits until the session is gone. */
  void logout() {
    run("desktop.logout()");
    await("logout", "desktop.disconnected()");
  }

  /** Whether nobody can see it, as the page itself is told by the browser. */
  boolean isHidden() {
    return Boolean.TRUE.equals(run("return document.hidden"));
  }

  /** Closes the tab, whatever it is doing. */
  void close() {
    driver.switchTo().window(tab);
    driver.close();
  }

  /** Looks from within the page, until the driver's script timeout. */
  private void await(String what, String condition, Object... arguments) {
    driver.switchTo().window(tab);
    try {
      ((JavascriptExecutor) driver)
          .executeAsyncScript(
              """
              const look = () => (%s) ? arguments[arguments.length - 1]() : setTimeout(look, 50);
              look();
              """
                  .formatted(condition),
              arguments);
    } catch (ScriptTimeoutException e) {
      String state = (String) run("return JSON.stringify([desktop.status, desktop.errors])");
      throw new AssertionError(what + ": not seen in the page " + state, e);
    }
  }

  private Object run(String script, Object... arguments) {
    driver.switchTo().window(tab);
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }
}
