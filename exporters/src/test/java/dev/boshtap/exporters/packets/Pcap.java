package dev.boshtap.exporters.packets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Packets, most of one TCP connection between 192.0.2.1 and 192.0.2.10, as a pcap file holds them.
 */
final class Pcap {

  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int ACK = 0x10;

  private static final int CLIENT_PORT = 51_234;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final int serverPort;
  private int clientSequence = 1_000;
  private int serverSequence = 9_000;

  Pcap(int serverPort) {
    this.serverPort = serverPort;
    ByteBuffer head = ByteBuffer.allocate(24);
    // Microseconds, version 2.4, 64 kB of each packet, raw IP.
    head.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    head.putInt(65_535).putInt(101);
    file.writeBytes(head.array());
  }

  /** The three packets that a connection begins with. */
  Pcap opened(Instant at) {
    packet(at, true, SYN, new byte[0]);
    clientSequence++;
    packet(at, false, SYN | ACK, new byte[0]);
    serverSequence++;
    return packet(at, true, ACK, new byte[0]);
  }

  /** Bytes from one side, in as many packets as they take. */
  synchronized Pcap sent(Instant at, boolean byClient, byte[] bytes) {
    for (int from = 0; from < bytes.length; from += 1_400) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(from + 1_400, bytes.length));
      packet(at, byClient, ACK, piece);
    }
    return this;
  }

  /** A packet with those flags. */
  synchronized Pcap packet(Instant at, boolean byClient, int flags, byte[] payload) {
    int length = 40 + payload.length;
    ByteBuffer packet = ByteBuffer.allocate(16 + length);
    packet.putInt((int) at.getEpochSecond()).putInt(at.getNano() / 1_000);
    packet.putInt(length).putInt(length);
    packet.putShort((short) 0x4500).putShort((short) length).putInt(0);
    packet.putShort((short) 0x4006).putShort((short) 0);
    byte[] client = {(byte) 192, 0, 2, 1};
    byte[] server = {(byte) 192, 0, 2, 10};
    packet.put(byClient ? client : server).put(byClient ? server : client);
    packet.putShort((short) (byClient ? CLIENT_PORT : serverPort));
    packet.putShort((short) (byClient ? serverPort : CLIENT_PORT));
    packet.putInt(byClient ? clientSequence : serverSequence);
    packet.putInt(byClient ? serverSequence : clientSequence);
    packet.putShort((short) (0x5000 | flags)).putShort((short) 65_535).putInt(0);
    packet.put(payload);
    file.writeBytes(packet.array());
    if (byClient) {
      clientSequence += payload.length;
    } else {
      serverSequence += payload.length;
    }
    return this;
  }

  /** A datagram of the client's to everybody who speaks SSDP. */
  Pcap discovery(Instant at, byte[] payload) {
    int length = 28 + payload.length;
    ByteBuffer packet = ByteBuffer.allocate(16 + length);
    packet.putInt((int) at.getEpochSecond()).putInt(at.getNano() / 1_000);
    packet.putInt(length).putInt(length);
    packet.putShort((short) 0x4500).putShort((short) length).putInt(0);
    packet.putShort((short) 0x0411).putShort((short) 0);
    packet.put(new byte[] {(byte) 192, 0, 2, 1, (byte) 239, (byte) 255, (byte) 255, (byte) 250});
    packet.putShort((short) CLIENT_PORT).putShort((short) 1_900);
    packet.putShort((short) (8 + payload.length)).putShort((short) 0);
    packet.put(payload);
    file.writeBytes(packet.array());
    return this;
  }

  byte[] bytes() {
    return file.toByteArray();
  }
}
