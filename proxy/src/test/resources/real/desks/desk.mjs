// One desktop: Strophe over BOSH or a WebSocket, as in a browser, and what goes wrong at a desk.
import "strophe.js";
import ws from "ws";
import https from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { parentPort, workerData } from "node:worker_threads";

const { address, proxy, ca } = workerData;
const way = new HttpsProxyAgent(`http://${proxy}`, {
  keepAlive: true,
  localAddress: address,
});
const say = (what) => parentPort.postMessage(what);

// As much of a browser's as Strophe asks for.
globalThis.XMLHttpRequest = class {
  readyState = 0;
  status = 0;
  responseText = "";
  responseXML = null;
  #method;
  #url;
  #headers = {};
  #request;

  open(method, url) {
    this.readyState = 1;
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  getAllResponseHeaders() {
    return "";
  }

  send(body) {
    const options = { method: this.#method, headers: this.#headers, agent: way, ca };
    this.#headers["Content-Length"] = Buffer.byteLength(body);
    this.#request = https.request(this.#url, options, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", () => this.#done(0, ""));
      answer.on("end", () => this.#done(answer.statusCode, Buffer.concat(parts).toString()));
    });
    this.#request.on("error", () => this.#done(0, ""));
    this.#request.end(body);
  }

  abort() {
    this.#request?.destroy();
    this.#done(0, "");
  }

  #done(status, text) {
    if (this.readyState !== 4) {
      this.status = status;
      this.responseText = text;
      this.responseXML = text ? new DOMParser().parseFromString(text, "text/xml") : null;
      this.readyState = 4;
      this.onreadystatechange?.();
    }
  }
};

let socket;
globalThis.WebSocket = class extends ws {
  constructor(url, protocol) {
    super(url, protocol, { agent: way, ca });
    socket = this;
  }
};
// Cisco's desktop does so on a WebSocket: it pings, and connects anew where no answer comes.
const PING_MILLIS = 3_000;
const NO_PONG_MILLIS = 12_000;
const AGAIN_MILLIS = 500;

let connection;
let order;
let pings;
let times = 0;

const orders = {
  login(how) {
    order = how;
    connect();
  },

  // The browser drops what it has open, as it does when its network changes.
  drop() {
    if (socket) {
      socket.terminate();
    } else {
      dropPolls();
    }
  },
};

// In the first half of their wait: one that is given up when its answer is due tells less.
function dropPolls() {
  const { _requests: polls, wait } = connection._proto;
  if (polls.length === 0 || polls.some((poll) => poll.age() > wait / 2)) {
    setTimeout(dropPolls, 100);
    return;
  }
  polls.forEach((poll) => poll.xhr.abort());
}

function connect() {
  const mine = new Strophe.Connection(order.service, { mechanisms: [Strophe.SASLPlain] });
  connection = mine;
  mine.connect(order.jid, order.password, (status) => {
    if (mine !== connection) {
      return; // Another one took its place.
    }
    if (status === Strophe.Status.CONNECTED) {
      mine.send($pres());
      pings = socket && setInterval(ping, PING_MILLIS);
      say(`connected ${++times}`);
    } else if (status === Strophe.Status.DISCONNECTED) {
      clearInterval(pings);
      connection = undefined;
      say("disconnected");
      setTimeout(connect, AGAIN_MILLIS);
    }
  });
}

function ping() {
  const request = $iq({ type: "get", to: Strophe.getDomainFromJid(order.jid) });
  request.c("ping", { xmlns: "urn:xmpp:ping" });
  connection?.sendIQ(request, undefined, () => socket.terminate(), NO_PONG_MILLIS);
}

parentPort.on("message", (said) => orders[said.do](said));
