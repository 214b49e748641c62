package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process did to its files, as strace wrote it down, in the order in which it did it. */
final class SystemCalls {

  /** What strace is to be started with, before {@code -o} and what it is to run. */
  static final List<String> STRACE =
      List.of(
          "strace",
          "-qqq",
          "--follow-forks",
          "--output-separately",
          "--absolute-timestamps=format:unix,precision:us",
          "--decode-fds=path",
          "--strings-in-hex=all",
          "--string-limit=10000000",
          "--seccomp-bpf",
          "--trace=write,pwrite64,lseek,fsync,fdatasync,ftruncate,unlink");

  private static final Pattern CALL = Pattern.compile("(\\d+\\.\\d+) (\\w+)\\((.*)\\) += (\\d+)");
  private static final Pattern OPENED = Pattern.compile("(\\d+)<([^>]*)>(?:, (.*))?");
  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
  private static final int STANDARD_OUTPUT = 1;

  private SystemCalls() {}

  /** One of them. */
  sealed interface Call {

    /** Bytes came to stand at a place of a file. */
    record Written(String file, long at, byte[] bytes) implements Call {}

    /** A file was cut, or filled up, to a size. */
    record Cut(String file, long size) implements Call {}

    /** All that was done to a file before is on the disk. */
    record Synced(String file) implements Call {}

    /** A file's name was taken away. */
    record Removed(String file) implements Call {}

    /** Something was said on standard output. */
    record Said(String text) implements Call {}
  }

  private record Line(double time, String name, String arguments, long result) {}

  /** Reads what strace wrote, one file for each thread that there was. */
  static List<Call> read(Path folder) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (Stream<Path> threads = Files.list(folder)) {
      for (Path thread : threads.sorted().toList()) {
        try (Stream<String> all = Files.lines(thread)) {
          all.map(CALL::matcher)
              .filter(Matcher::matches)
              .map(
                  call ->
                      new Line(
                          Double.parseDouble(call.group(1)),
                          call.group(2),
                          call.group(3),
                          Long.parseLong(call.group(4))))
              .forEach(lines::add);
        }
      }
    }
    lines.sort(Comparator.comparingDouble(Line::time));
    List<Call> calls = new ArrayList<>();
    Map<String, Long> places = new HashMap<>();
    for (Line line : lines) {
      add(line, places, calls);
    }
    return calls;
  }

  private static void add(Line line, Map<String, Long> places, List<Call> calls) {
    if (line.name().equals("unlink")) {
      calls.add(new Call.Removed(text(line.arguments())));
      return;
    }
    Matcher opened = OPENED.matcher(line.arguments());
    if (!opened.matches()) {
      return;
    }
    String file = new String(bytes(opened.group(2)), UTF_8);
    String rest = opened.group(3) == null ? "" : opened.group(3);
    switch (line.name()) {
      case "fsync", "fdatasync" -> calls.add(new Call.Synced(file));
      case "ftruncate" -> calls.add(new Call.Cut(file, Long.parseLong(rest)));
      case "lseek" -> places.put(file, line.result());
      case "pwrite64" -> {
        long at = Long.parseLong(rest.substring(rest.lastIndexOf(' ') + 1));
        calls.add(new Call.Written(file, at, quoted(rest)));
      }
      case "write" -> {
        if (Integer.parseInt(opened.group(1)) == STANDARD_OUTPUT) {
          calls.add(new Call.Said(text(rest)));
        } else {
          long at = places.getOrDefault(file, 0L);
          calls.add(new Call.Written(file, at, quoted(rest)));
          places.put(file, at + line.result());
        }
      }
      default -> throw new IllegalStateException(line.name());
    }
  }

  private static String text(String arguments) {
    return new String(quoted(arguments), UTF_8);
  }

  private static byte[] quoted(String arguments) {
    Matcher text = TEXT.matcher(arguments);
    if (!text.find()) {
      throw new IllegalStateException("no text in " + arguments);
    }
    return bytes(text.group(1));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace("\\x", ""));
  }
}
