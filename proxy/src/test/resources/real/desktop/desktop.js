"use strict";

// An agent's desktop, as far as events are concerned: logs in over BOSH or a WebSocket, subscribes,
// and keeps every item that comes. The test calls the functions and reads the fields.
const desktop = {
  status: [],
  subscribed: [],
  received: [],
  errors: [],
  pongs: 0,

  login(jid, password, pubsub, nodes, service) {
    const connection = new Strophe.Connection(service, {
      mechanisms: [Strophe.SASLPlain],
    });
    desktop.connection = connection;
    connection.connect(jid, password, (status) => {
      desktop.status.push(status);
      if (status !== Strophe.Status.CONNECTED) {
        return;
      }
      connection.addHandler(onMessage, null, "message");
      connection.send($pres().c("priority").t("0"));
      nodes.forEach((node) => subscribe(connection, pubsub, node));
    });
  },

  ping() {
    const request = $iq({ type: "get", to: Strophe.getDomainFromJid(desktop.connection.jid) });
    desktop.connection.sendIQ(
      request.c("ping", { xmlns: "urn:xmpp:ping" }),
      () => desktop.pongs++,
      () => desktop.pongs++,
    );
  },

  logout() {
    desktop.connection.disconnect("logout");
  },

  connected() {
    return desktop.status.at(-1) === Strophe.Status.CONNECTED;
  },

  disconnected() {
    return desktop.status.at(-1) === Strophe.Status.DISCONNECTED;
  },
};

function subscribe(connection, pubsub, node) {
  const request = $iq({ type: "set", to: pubsub })
    .c("pubsub", { xmlns: "http://jabber.org/protocol/pubsub" })
    .c("subscribe", { node, jid: connection.jid });
  connection.sendIQ(
    request,
    () => desktop.subscribed.push(node),
    (answer) => desktop.errors.push(answer ? answer.outerHTML : "no answer to subscribe " + node),
  );
}

function onMessage(message) {
  for (const items of message.getElementsByTagName("items")) {
    for (const item of items.getElementsByTagName("item")) {
      desktop.received.push({
        node: items.getAttribute("node"),
        id: item.getAttribute("id"),
        text: item.getElementsByTagName("notification")[0].textContent,
      });
    }
  }
  return true; // stay registered
}
