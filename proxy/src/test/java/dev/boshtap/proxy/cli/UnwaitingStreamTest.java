package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UnwaitingStreamTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch room = new CountDownLatch(1);
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /** Takes nothing until there is room. */
  private final OutputStream stuck =
      new OutputStream() {
        @Override
        public void write(int b) {
          throw new AssertionError("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          begun.countDown();
          try {
            room.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          taken.write(bytes, offset, length);
        }
      };

  @Test
  void nobodyWaitsForATargetThatTakesNothing() throws IOException, InterruptedException {
    UnwaitingStream stream = stream(stuck);
    stream.write(bytes("one\n"));
    begun.await();
    stream.write(bytes("two\n"));
    stream.write(bytes("three\n"));
    assertThatThrownBy(() -> stream.write(bytes("four\nfive\n")))
        .isInstanceOf(IOException.class)
        .hasMessage("nobody takes what is written to it");

    room.countDown();
    assertThat(stream.close(LONG)).isTrue();
    assertThat(taken.toString(UTF_8)).isEqualTo("one\ntwo\nthree\n(2 missing)\n");
  }

  @Test
  void whatIsLargerThanTheBoundIsTakenWhereNothingWaits() throws IOException {
    room.countDown();
    UnwaitingStream stream = stream(stuck);
    stream.write(bytes("more than twelve bytes\n"));
    stream.close(LONG);
    assertThat(taken.toString(UTF_8)).isEqualTo("more than twelve bytes\n");
  }

  @Test
  void aFailureIsToldToWhoWritesNext() throws IOException, InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    UnwaitingStream stream =
        stream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                failed.countDown();
                throw new IOException("No space left on device");
              }
            });
    stream.write(bytes("one\n"));
    failed.await();
    stream.close(LONG);
    assertThatThrownBy(() -> stream.write(bytes("two\n"))).hasMessage("No space left on device");
  }

  @Test
  void theEndWaitsNoLongerThanItMay() throws IOException, InterruptedException {
    UnwaitingStream stream = stream(stuck);
    stream.write(bytes("one\n"));
    begun.await();
    assertThat(stream.close(Duration.ofMillis(1))).isFalse();
    assertThat(taken.size()).isZero();
    room.countDown();
  }

  private static UnwaitingStream stream(OutputStream target) {
    return new UnwaitingStream(target, 12, lines -> bytes("(" + lines + " missing)\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
