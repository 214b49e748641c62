package dev.boshtap.proxy.intercept;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first message of either side of a TLS handshake, in bytes (RFC 5246, 7.4.1; RFC 8446, 4.1).
 */
final class Hello {

  static final int SSL_3 = 0x0300;
  static final int TLS_1_0 = 0x0301;
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;
  static final int TLS_1_3 = 0x0304;

  static final int SERVER_NAME = 0;
  static final int STATUS_REQUEST = 5;
  static final int SUPPORTED_VERSIONS = 43;
  static final int RENEGOTIATION_INFO = 0xff01;

  /** RFC 5746, 3.3: the same as an empty renegotiation_info. */
  static final int RENEGOTIATION_SCSV = 0x00ff;

  private static final int ALERT = 21;
  private static final int KEY_SHARE = 51;

  private Hello() {}

  /**
   * What a client offers.
   *
   * @param versions all that it would speak
   */
  record Offer(
      Set<Integer> versions,
      List<Integer> suites,
      List<Integer> compressions,
      Set<Integer> extensions) {}

  /**
   * What a server answers.
   *
   * @param alert the alert, or -1 when it was none
   * @param suite the cipher suite it took, or -1
   */
  record Answer(int alert, int version, int suite, int compression, Set<Integer> extensions) {
    static Answer ofAlert(int alert) {
      return new Answer(alert, -1, -1, -1, Set.of());
    }
  }

  /** A client's, for one version and no other. */
  static byte[] client(int version, List<Integer> suites) {
    boolean modern = version == TLS_1_3;
    byte[] body =
        bytes(
            out -> {
              out.writeShort(Math.min(version, TLS_1_2));
              out.write(new byte[32]);
              out.writeByte(0); // no session
              out.writeShort(2 * suites.size());
              for (int suite : suites) {
                out.writeShort(suite);
              }
              // DEFLATE and none, of which the server is to take none; TLS 1.3 knows only that.
              out.write(modern ? new byte[] {1, 0} : new byte[] {2, 1, 0});
              byte[] extensions = extensions(modern);
              out.writeShort(extensions.length);
              out.write(extensions);
            });
    return bytes(
        out -> {
          out.writeByte(22);
          out.writeShort(TLS_1_0);
          out.writeShort(body.length + 4);
          out.writeByte(1);
          out.writeByte(0);
          out.writeShort(body.length);
          out.write(body);
        });
  }

  private static byte[] extensions(boolean modern) {
    return bytes(
        out -> {
          extension(out, 10, 0, 4, 0, 29, 0, 23); // x25519, secp256r1
          extension(out, 11, 1, 0); // uncompressed points
          extension(out, 13, 0, 8, 4, 3, 8, 4, 4, 1, 2, 3); // with SHA-256, and ECDSA with SHA-1
          extension(out, 23); // extended_master_secret
          extension(out, RENEGOTIATION_INFO, 0);
          if (modern) {
            extension(out, SUPPORTED_VERSIONS, 2, 3, 4);
            extension(out, KEY_SHARE, 0, 0); // none yet: the server asks for one (RFC 8446, 4.2.8)
          }
        });
  }

  private static void extension(DataOutputStream out, int type, int... content) throws IOException {
    out.writeShort(type);
    out.writeShort(content.length);
    for (int b : content) {
      out.writeByte(b);
    }
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what a server answers. */
  static Answer answer(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int type = in.readUnsignedByte();
    in.readUnsignedShort();
    byte[] record = in.readNBytes(in.readUnsignedShort());
    if (type == ALERT) {
      return Answer.ofAlert(record[1]);
    }
    ByteBuffer hello = ByteBuffer.wrap(record);
    hello.position(4);
    int version = hello.getShort() & 0xffff;
    hello.position(hello.position() + 32);
    hello.position(hello.position() + 1 + hello.get(hello.position()));
    int suite = hello.getShort() & 0xffff;
    int compression = hello.get();
    Set<Integer> extensions = new TreeSet<>();
    if (hello.remaining() > 2) {
      int end = hello.getShort() + hello.position();
      while (hello.position() < end) {
        int extension = hello.getShort() & 0xffff;
        int next = hello.getShort() + hello.position();
        extensions.add(extension);
        if (extension == SUPPORTED_VERSIONS) {
          version = hello.getShort() & 0xffff;
        }
        hello.position(next);
      }
    }
    return new Answer(-1, version, suite, compression, extensions);
  }

  /** Reads what a client offers. */
  static Offer offer(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    if (in.readUnsignedByte() != 22) {
      throw new EOFException("no handshake");
    }
    in.readUnsignedShort();
    ByteBuffer hello = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
    hello.position(4);
    Set<Integer> versions = new TreeSet<>(Set.of(hello.getShort() & 0xffff));
    hello.position(hello.position() + 32);
    hello.position(hello.position() + 1 + hello.get(hello.position()));
    List<Integer> suites = new ArrayList<>();
    int end = (hello.getShort() & 0xffff) + hello.position();
    while (hello.position() < end) {
      suites.add(hello.getShort() & 0xffff);
    }
    List<Integer> compressions = new ArrayList<>();
    for (int left = hello.get(); left > 0; left--) {
      compressions.add((int) hello.get());
    }
    Set<Integer> extensions = new TreeSet<>();
    end = (hello.getShort() & 0xffff) + hello.position();
    while (hello.position() < end) {
      int extension = hello.getShort() & 0xffff;
      int next = (hello.getShort() & 0xffff) + hello.position();
      extensions.add(extension);
      if (extension == SUPPORTED_VERSIONS) {
        versions.clear();
        for (int left = hello.get() / 2; left > 0; left--) {
          versions.add(hello.getShort() & 0xffff);
        }
      }
      hello.position(next);
    }
    return new Offer(versions, suites, compressions, extensions);
  }
}
