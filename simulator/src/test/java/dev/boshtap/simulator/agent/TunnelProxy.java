package dev.boshtap.simulator.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The smallest proxy that takes CONNECT: resolves nothing, and knows where each port leads. */
final class TunnelProxy implements AutoCloseable {

  private final ServerSocket server;
  private final Map<Integer, InetSocketAddress> targets;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  TunnelProxy(Map<Integer, InetSocketAddress> targets) throws IOException {
    this.targets = targets;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** The request lines, without the version. */
  List<String> asked() {
    return asked;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      open.add(client);
      run(() -> tunnel(client));
    }
  }

  private void tunnel(Socket client) throws IOException {
    BufferedReader head =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
    String line = head.readLine();
    asked.add(line.replace(" HTTP/1.1", ""));
    int port = Integer.parseInt(line.replaceAll(".*:(\\d+) .*", "$1"));
    while (!head.readLine().isEmpty()) {
      // The header fields of a CONNECT change nothing here.
    }
    Socket target = new Socket(targets.get(port).getAddress(), port);
    open.add(target);
    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    run(() -> target.getInputStream().transferTo(client.getOutputStream()));
    client.getInputStream().transferTo(target.getOutputStream());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void run(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The end of a tunnel, or of the test.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
