package dev.boshtap.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * How the parent talks with its children: a line in, a line out. A child whose parent is gone reads
 * the end of its input and ends.
 */
final class Orders {

  /** What a child does. */
  interface Work {
    /** Does what one line asks for and says the outcome in one line. */
    String apply(String order) throws Exception;
  }

  private Orders() {}

  static void serve(String greeting, Work work) throws Exception {
    System.out.println(greeting);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = in.readLine(); order != null; order = in.readLine()) {
      System.out.println(answer(order, work));
    }
  }

  private static String answer(String order, Work work) throws InterruptedException {
    try {
      return work.apply(order);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return "failed: " + e;
    }
  }

  /** The reading end of {@link #serve}. */
  static String[] words(String answer) throws IOException {
    if (answer.startsWith("failed: ")) {
      throw new IOException(answer.substring("failed: ".length()));
    }
    return answer.split(" ", -1);
  }
}
