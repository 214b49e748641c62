package dev.boshtap.decoders.wire;

/**
 * One client connection through the proxy and the server connection made for it; the two live and
 * end together and are never shared.
 *
 * @param number counts up from 1 within one run or file
 * @param server what the client asked to be connected to
 * @param client the client's address and port as text, or empty where a file does not say
 */
public record Connection(long number, HostPort server, String client) {

  /** The client's address without its port, or empty. */
  public String clientHost() {
    int port = client.lastIndexOf(':');
    return port < 0 ? client : client.substring(0, port);
  }
}
