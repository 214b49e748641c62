package dev.boshtap.exporters.redact;

import dev.boshtap.exporters.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What pseudonyms are made with: who has it can find the pseudonym of somebody whom he knows by
 * name, and by trying whose pseudonym is whose. It is in no capture, and stays with whoever
 * recorded one.
 */
public final class RedactionKey {

  private static final int SIZE = 32;

  /** As long as a key is. */
  private static final String DERIVATION = "HmacSHA256";

  private final byte[] bytes;

  private RedactionKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A key of its own. */
  public static RedactionKey random() {
    byte[] bytes = new byte[SIZE];
    new SecureRandom().nextBytes(bytes);
    return new RedactionKey(bytes);
  }

  /**
   * The key that a file holds.
   *
   * @throws IOException when it cannot be read, or holds none
   */
  public static RedactionKey read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != SIZE) {
      throw new IOException(
          "%s: %d bytes (expected: a key of %d)".formatted(file, bytes.length, SIZE));
    }
    return new RedactionKey(bytes);
  }

  /** The key that belongs to something, which this one is needed to make. */
  public RedactionKey of(byte[] something) {
    try {
      Mac mac = Mac.getInstance(DERIVATION);
      mac.init(forMac(DERIVATION));
      return new RedactionKey(mac.doFinal(something));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no " + DERIVATION + ", which every Java has", e);
    }
  }

  /** Writes it to a file that only its owner can read, down to the disk. */
  public void write(Path file) throws IOException {
    try (FileChannel channel = PrivateFiles.create(file)) {
      channel.write(ByteBuffer.wrap(bytes));
      channel.force(true);
    }
  }

  SecretKeySpec forMac(String algorithm) {
    return new SecretKeySpec(bytes, algorithm);
  }

  /** Says nothing of it. */
  @Override
  public String toString() {
    return "a key";
  }
}
