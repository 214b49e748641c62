package dev.boshtap.simulator.bosh;

/** The pages of the notification service. */
final class Pages {

  /** The page that a desktop loads into a frame to poll from. */
  static final String TUNNEL =
      """
      <!DOCTYPE html>
      <html><head><meta charset="utf-8"><title>Event tunnel</title></head>
      <body>Simulated event tunnel.</body></html>
      """;

  private Pages() {}
}
