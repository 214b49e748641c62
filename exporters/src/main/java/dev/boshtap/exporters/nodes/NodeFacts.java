package dev.boshtap.exporters.nodes;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the traffic says of one pubsub node.
 *
 * @param node for example {@code /finesse/api/Team/5/Users}
 * @param listedBy the pubsub services that list it (XEP-0030), perhaps none
 * @param subscribed who asked to be told of it and did not take that back
 * @param unsubscribed who took it back
 * @param refused whose request was refused
 * @param events how many events came from it, repeats not counted
 * @param receivers who received them
 */
public record NodeFacts(
    String node,
    SortedSet<String> listedBy,
    SortedSet<String> subscribed,
    SortedSet<String> unsubscribed,
    SortedSet<String> refused,
    long events,
    SortedSet<String> receivers) {

  /** Keeps its own copies. */
  public NodeFacts {
    listedBy = copy(listedBy);
    subscribed = copy(subscribed);
    unsubscribed = copy(unsubscribed);
    refused = copy(refused);
    receivers = copy(receivers);
  }

  private static SortedSet<String> copy(SortedSet<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}
