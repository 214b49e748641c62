package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command reads from and writes to.
 *
 * @param in answers of a person
 * @param out data
 * @param err text for a person
 * @param charset the character set of that text
 * @param colour whether that text may be coloured
 * @param width columns of the terminal, at least 60; 0 where that text goes to no terminal
 */
public record Console(
    InputStream in, PrintStream out, PrintStream err, Charset charset, boolean colour, int width) {

  private static final int USUAL_WIDTH = 100;
  private static final int NARROWEST = 60;

  /** The console of this process. Data is UTF-8; text is in the terminal's own character set. */
  public static Console system(Map<String, String> environment) {
    boolean terminal = isTerminal();
    Charset charset = terminalCharset();
    return new Console(
        System.in,
        new DataStream(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        charset,
        terminal && mayColour(environment),
        terminal ? width(environment) : 0);
  }

  private static Charset terminalCharset() {
    // JDK 19 and later, JDK 17 and 18 on a terminal, JDK 17 and later: the first that is known.
    for (String property : List.of("stderr.encoding", "sun.stderr.encoding", "native.encoding")) {
      String name = System.getProperty(property);
      if (name != null && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    return Charset.defaultCharset();
  }

  /**
   * Standard output as the bytes that it is: what cannot be written is an {@link IOException}.
   * Closing it only flushes it.
   */
  public OutputStream data() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }

      @Override
      public void flush() throws IOException {
        try {
          out.flush();
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** The same for what has been said before: nothing that goes to standard error is shown. */
  public Console withoutErrors() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new Console(in, out, nowhere, charset, colour, width);
  }

  /** Asks a yes-or-no question; no answer is a no. */
  boolean confirm(String question) throws IOException {
    err.print(question + " [y/N] ");
    err.flush();
    String answer = readLine();
    if (answer == null) {
      err.println();
      return false;
    }
    String word = answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  /**
   * Asks for a secret, which is not shown while it is typed where there is a terminal; elsewhere it
   * is the next line of the input.
   *
   * @return none when nothing was typed
   */
  Optional<char[]> askSecret(String question) throws IOException {
    char[] secret;
    if (in == System.in && width > 0 && isJavasConsoleATerminal()) {
      secret = System.console().readPassword("%s: ", question);
    } else {
      err.print(question + ": ");
      err.flush();
      String line = readLine();
      err.println();
      secret = line == null ? null : line.toCharArray();
    }
    return secret == null || secret.length == 0 ? Optional.empty() : Optional.of(secret);
  }

  /** Reads no further than the line's end: what follows answers the next question. */
  private @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.write(next);
      }
      next = in.read();
    }
    return line.toString(Charset.defaultCharset());
  }

  /** NO_COLOR counts when it is there and not empty (no-color.org). */
  static boolean mayColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  static int width(Map<String, String> environment) {
    try {
      return Math.max(NARROWEST, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException e) {
      return Math.max(NARROWEST, TerminalWidth.ask().orElse(USUAL_WIDTH));
    }
  }

  /** Java tells only of both standard streams together; Linux can be asked about this one. */
  private static boolean isTerminal() {
    Path stderr = Path.of("/proc/self/fd/2");
    if (Files.isSymbolicLink(stderr)) {
      try {
        String device = Files.readSymbolicLink(stderr).toString();
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return isJavasConsoleATerminal();
  }

  /** Before JDK 22 there is a console only on a terminal; since, it says itself what it is on. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isJavasConsoleATerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
