package dev.boshtap.proxy.real;

import java.io.IOException;
import java.util.List;

/** What was published on the server of a test, in order, and so has to be seen by everybody. */
final class Publications {

  private final Publisher publisher;
  private final List<PublishedItem> all;

  /** Adds each to {@code all} once it is published. */
  Publications(Publisher publisher, List<PublishedItem> all) {
    this.publisher = publisher;
    this.all = all;
  }

  /** Publishes these. */
  List<PublishedItem> publish(List<PublishedItem> items) throws IOException {
    for (PublishedItem item : items) {
      publisher.publish(item);
      all.add(item);
    }
    return items;
  }

  /** Publishes these, and waits until the desktop has each. */
  void reach(DesktopPage desktop, List<PublishedItem> items) throws IOException {
    awaitAt(desktop, publish(items));
  }

  /** Waits until the desktop has each of these. */
  static void awaitAt(DesktopPage desktop, List<PublishedItem> items) {
    items.forEach(item -> desktop.awaitItem(item.id()));
  }
}
