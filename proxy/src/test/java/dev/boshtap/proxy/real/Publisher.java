package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Publishes items to Prosody's pubsub service as a component of the server (XEP-0114), as Finesse's
 * own backend would: on a connection of its own that no proxy sees.
 */
final class Publisher implements Closeable {

  private static final String NAME = "publisher." + FinesseHost.NAME;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final XMLStreamReader answers;

  /** Connects, and proves who it is with the secret. */
  Publisher(InetSocketAddress server, String secret) throws IOException {
    socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      send(
          "<stream:stream xmlns='jabber:component:accept'"
              + " xmlns:stream='http://etherx.jabber.org/streams' to='"
              + NAME
              + "'>");
      answers = new InputFactoryImpl().createXMLStreamReader(socket.getInputStream());
      nextElement("stream");
      String id = answers.getAttributeValue(null, "id");
      send("<handshake>" + sha1(id + secret) + "</handshake>");
      nextElement("handshake");
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** Publishes one item and waits until the service has it. */
  void publish(PublishedItem item) throws IOException {
    send(
        "<iq type='set' id='%s' from='%s' to='pubsub.%s'>"
                .formatted(item.id(), NAME, FinesseHost.NAME)
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='%s'>"
                .formatted(item.node())
            + "<item id='%s'><notification xmlns='http://jabber.org/protocol/pubsub'>"
                .formatted(item.id())
            + escape(item.update())
            + "</notification></item></publish></pubsub></iq>");
    try {
      nextElement("iq");
      while (!item.id().equals(answers.getAttributeValue(null, "id"))) {
        nextElement("iq");
      }
      String type = answers.getAttributeValue(null, "type");
      if (!"result".equals(type)) {
        throw new IOException(item.id() + ": " + type + " (expected: result)");
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void nextElement(String name) throws XMLStreamException {
    while (answers.next() != XMLStreamConstants.START_ELEMENT
        || !answers.getLocalName().equals(name)) {
      // what lies between is of no interest
    }
  }

  private void send(String xml) throws IOException {
    socket.getOutputStream().write(xml.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
