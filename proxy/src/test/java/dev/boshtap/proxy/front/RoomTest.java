package dev.boshtap.proxy.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {

  private static final int MOST = 1_000;

  private final List<String> said = new ArrayList<>();
  private Moment now = new Moment(Instant.EPOCH, 0);
  private long used = 100;
  private int counts;

  private Room room(long most) {
    return new Room(
        new Room.Descriptors() {
          @Override
          public long used() {
            counts++;
            return used;
          }

          @Override
          public long most() {
            return most;
          }
        },
        () -> now,
        said::add);
  }

  private void pass(Duration span) {
    now = now.plus(span);
  }

  @Test
  void refusesBeforeTheLastDescriptorAndSaysItOnce() {
    used = 900;
    Room room = room(MOST);

    while (room.admits()) {
      used += 2;
    }
    assertThat(room.admits()).isFalse();
    assertThat(used).isBetween(910L, 950L);
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("boshtap: NO ROOM: ")
        .contains("of 1000 descriptors");
  }

  @Test
  void findsRoomAgainAndSaysHowManyWereRefused() {
    used = 980;
    Room room = room(MOST);
    assertThat(room.admits()).isFalse();
    assertThat(room.admits()).isFalse();

    used = 500;
    pass(Duration.ofSeconds(1));

    assertThat(room.admits()).isTrue();
    assertThat(said.get(1)).isEqualTo("boshtap: room again; 2 connections were refused");
  }

  @Test
  void countsOnlyWhenTheRoomMayBeUsedUp() {
    Room room = room(MOST);
    for (int i = 0; i < 10_000; i++) {
      assertThat(room.admits()).isTrue();
      pass(Duration.ofMillis(1));
    }
    assertThat(counts).isLessThan(100);
  }

  @Test
  void aSystemThatDoesNotTellHasNoLimit() {
    Room room = room(-1);
    for (int i = 0; i < 10_000; i++) {
      assertThat(room.admits()).isTrue();
    }
    assertThat(counts).isZero();
  }
}
