/**
 * Packets, as Wireshark and tcpdump capture them, with the secrets of their TLS connections: read
 * with the help of Wireshark's own {@code tshark}, where it is installed.
 *
 * <p>Starting point: {@link dev.boshtap.exporters.packets.PacketReader}.
 */
@NullMarked
package dev.boshtap.exporters.packets;

import org.jspecify.annotations.NullMarked;
