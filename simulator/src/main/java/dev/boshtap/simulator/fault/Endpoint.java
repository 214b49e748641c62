package dev.boshtap.simulator.fault;

/** Which of Finesse's two TLS ports a request came to. */
public enum Endpoint {
  /** The notification service: {@code /http-bind} and the tunnel page, port 7443 in the field. */
  BOSH,
  /** REST and the desktop, port 8445 in the field. */
  REST
}
