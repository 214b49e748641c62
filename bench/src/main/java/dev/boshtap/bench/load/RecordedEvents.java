package dev.boshtap.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts in boshtap's file of events: a line for each poll's event. */
final class RecordedEvents implements Recorded {

  private static final Pattern EVENT = Pattern.compile("\"type\":\"finesse\\.user\"");
  private static final Pattern SESSION =
      Pattern.compile("\"type\":\"bosh\\.session\".*\"change\":\"created\"");
  private static final Pattern LOSS =
      Pattern.compile("\"type\":\"proxy\\.loss\",\"what\":\"(\\w+)[^\"]*\",\"count\":(\\d+)");

  private final Path file;
  private long read;

  RecordedEvents(Path file) {
    this.file = file;
  }

  @Override
  public Count next() throws IOException {
    long events = 0;
    long sessions = 0;
    long losses = 0;
    try (FileChannel channel = FileChannel.open(file).position(read);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(channel), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (EVENT.matcher(line).find()) {
          events++;
        } else if (SESSION.matcher(line).find()) {
          sessions++;
        }
        Matcher loss = LOSS.matcher(line);
        if (loss.find()) {
          losses += Recorded.lost(loss.group(1), Long.parseLong(loss.group(2)));
        }
      }
      read = channel.position();
    }
    return new Count(events, sessions, losses);
  }
}
