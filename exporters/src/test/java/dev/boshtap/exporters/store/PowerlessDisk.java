package dev.boshtap.exporters.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk that loses its power. What was synced is on it; of what was written since, it has any part
 * or none: each write or not, whatever came before it, and of a write each sector or not.
 */
final class PowerlessDisk {

  private static final int SECTOR = 512;

  /** A file, as it is on the disk for certain, and what may have come to it since. */
  private static final class Contents {
    byte[] synced = new byte[0];
    boolean isThere;
    boolean removed;
    final List<SystemCalls.Call> since = new ArrayList<>();
  }

  private final Map<String, Contents> files = new LinkedHashMap<>();

  /** What the process does next. */
  void apply(SystemCalls.Call call) {
    if (call instanceof SystemCalls.Call.Written written) {
      contents(written.file()).since.add(written);
    } else if (call instanceof SystemCalls.Call.Cut cut) {
      contents(cut.file()).since.add(cut);
    } else if (call instanceof SystemCalls.Call.Removed removed) {
      contents(removed.file()).removed = true;
    } else if (call instanceof SystemCalls.Call.Synced synced && isFolder(synced.file())) {
      files.entrySet().removeIf(each -> each.getValue().removed);
    } else if (call instanceof SystemCalls.Call.Synced synced) {
      Contents file = contents(synced.file());
      for (SystemCalls.Call each : file.since) {
        file.synced = changed(file.synced, each);
      }
      file.isThere = true;
      file.since.clear();
    }
  }

  /** Of the one folder that there is: to sync it is to sync what names are in it. */
  private boolean isFolder(String file) {
    return files.keySet().stream().anyMatch(each -> each.startsWith(file + "/"));
  }

  private Contents contents(String file) {
    return files.computeIfAbsent(file, name -> new Contents());
  }

  /** What is found when there is power again, and no more than what was synced. */
  void leave(Path folder) throws IOException {
    for (Map.Entry<String, Contents> file : files.entrySet()) {
      if (file.getValue().isThere) {
        write(folder, file.getKey(), file.getValue().synced);
      }
    }
  }

  /** What is found when there is power again, by chance. */
  void leave(Path folder, Random chance) throws IOException {
    for (Map.Entry<String, Contents> file : files.entrySet()) {
      Contents contents = file.getValue();
      boolean isGone = contents.removed ? chance.nextBoolean() : !contents.isThere;
      if (isGone && (contents.removed || chance.nextBoolean())) {
        continue;
      }
      byte[] found = contents.synced;
      for (SystemCalls.Call each : contents.since) {
        if (chance.nextBoolean()) {
          found = changed(found, each);
        } else if (each instanceof SystemCalls.Call.Written written && chance.nextBoolean()) {
          found = torn(found, written, chance);
        }
      }
      write(folder, file.getKey(), found);
    }
  }

  private static byte[] torn(byte[] found, SystemCalls.Call.Written written, Random chance) {
    byte[] torn = found;
    for (int from = 0; from < written.bytes().length; from += SECTOR) {
      if (chance.nextBoolean()) {
        int to = Math.min(written.bytes().length, from + SECTOR);
        torn =
            changed(
                torn,
                new SystemCalls.Call.Written(
                    written.file(),
                    written.at() + from,
                    Arrays.copyOfRange(written.bytes(), from, to)));
      }
    }
    return torn;
  }

  private static byte[] changed(byte[] contents, SystemCalls.Call call) {
    if (call instanceof SystemCalls.Call.Cut cut) {
      return Arrays.copyOf(contents, Math.toIntExact(cut.size()));
    }
    SystemCalls.Call.Written written = (SystemCalls.Call.Written) call;
    int at = Math.toIntExact(written.at());
    int end = at + written.bytes().length;
    byte[] changed = Arrays.copyOf(contents, Math.max(contents.length, end));
    System.arraycopy(written.bytes(), 0, changed, at, written.bytes().length);
    return changed;
  }

  private static void write(Path folder, String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(Path.of(file).getFileName()), bytes);
  }
}
