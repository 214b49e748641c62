package dev.boshtap.simulator.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Somebody invented who calls.
 *
 * @param number the number called from
 * @param variables call variables by name, in order; some hold what XML must escape, some nothing
 */
record Caller(String number, Map<String, String> variables) {

  static Caller random(Random random) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("callVariable1", random.nextBoolean() ? "gold" : "silver");
    variables.put("callVariable2", "Ms Peña & Söhne <" + (10_000 + random.nextInt(90_000)) + ">");
    variables.put("callVariable3", "");
    variables.put("user.crm.case", "C-" + random.nextInt(1_000_000));
    return new Caller("555" + (1_000 + random.nextInt(9_000)), variables);
  }
}
