package dev.boshtap.bench.load;

/**
 * The way of a client to the origin.
 *
 * @param port where the client connects to, on the loopback address
 * @param originPort the origin's port
 * @param tunnel whether the client asks there for a CONNECT to the origin, as of a proxy, instead
 *     of speaking TLS at once, as to a server
 */
public record Route(int port, int originPort, boolean tunnel) {

  /** No peer between. */
  static Route direct(int originPort) {
    return new Route(originPort, originPort, false);
  }

  /** Host and port of the origin. */
  String authority() {
    return Workload.HOST + ":" + originPort;
  }

  String words() {
    return port + " " + originPort + " " + tunnel;
  }

  static Route parse(String port, String originPort, String tunnel) {
    return new Route(
        Integer.parseInt(port), Integer.parseInt(originPort), Boolean.parseBoolean(tunnel));
  }
}
