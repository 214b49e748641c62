package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.NodeGlob;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.exporters.store.StoreReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says at the end, in one line, when nothing was what was asked for, and which agents or nodes
 * there are: a slip in a name would otherwise look as if nothing had happened.
 */
final class NothingFound implements Sink {

  /** More names than this are counted. */
  private static final int FEW = 10;

  private static final int MOST_NAMES = 10_000;

  private final EventFilter filter;
  private final UnaryOperator<String> naming;
  private final PrintStream err;
  private final Set<String> agents = new TreeSet<>();
  private final Set<String> nodes = new TreeSet<>();
  private boolean found;

  /**
   * Watches for what the filter admits, and says on {@code err} when there was nothing.
   *
   * @param naming what stands in the place of a login id
   */
  NothingFound(EventFilter filter, UnaryOperator<String> naming, PrintStream err) {
    this.filter = filter;
    this.naming = naming;
    this.err = err;
    found = filter.isAll();
  }

  @Override
  public void accept(Observation observation) {
    if (found) {
      return;
    }
    if (observation instanceof Observation.Happened happened) {
      found = filter.admits(observation);
      saw(happened.event());
    } else if (observation instanceof Observation.Finished finished) {
      found = filter.admits(observation);
      if (finished.bosh() != null && finished.bosh().agent() != null) {
        add(finished.bosh().agent(), agents);
      }
    }
  }

  private void saw(Event event) {
    String agent = event.context().agent();
    if (agent != null) {
      add(agent, agents);
    }
    if (event instanceof Event.Finesse finesse) {
      add(finesse.item().node(), nodes);
    }
  }

  private static void add(String name, Set<String> names) {
    if (names.size() < MOST_NAMES) {
      names.add(name);
    }
  }

  /** Of boshtap's own captures nothing else is read than was asked for: what else is in them. */
  void lookInto(List<Path> files) throws IOException {
    for (Path file : found ? List.<Path>of() : files) {
      if (StoreFiles.isStore(file)) {
        for (Path part : StoreFiles.parts(file)) {
          try (StoreReader reader = StoreReader.open(part, EventFilter.ALL, false)) {
            reader.agents(MOST_NAMES).stream().map(naming).forEach(agents::add);
            reader.nodes(MOST_NAMES).stream().map(this::shown).forEach(nodes::add);
          }
        }
      }
    }
  }

  private String shown(String node) {
    return NodeGlob.of(node).withUsers(naming).map(NodeGlob::toString).orElse(node);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    if (!found) {
      found = true;
      err.println("boshtap: nothing matches " + asked() + there());
    }
  }

  private String asked() {
    Stream<Optional<String>> words =
        Stream.of(
            askedAgent().map(agent -> "--agent " + agent),
            askedNode().map(node -> "--node " + node),
            filter.type().map(type -> "--type " + type),
            filter.since().map(since -> "--since " + since),
            filter.until().map(until -> "--until " + until),
            Optional.of("--unanswered").filter(unanswered -> filter.unanswered()));
    return words.flatMap(Optional::stream).map(Printable::text).collect(Collectors.joining(" "));
  }

  /** As it was typed: the pseudonym of a login id was put beside it. */
  private Optional<String> askedAgent() {
    return filter.agents().stream()
        .filter(agent -> filter.agents().size() == 1 || !Redactor.isAlias(agent))
        .findFirst();
  }

  private Optional<NodeGlob> askedNode() {
    return filter.nodes().stream().min(Comparator.comparing(NothingFound::hasPseudonym));
  }

  /** Whether it asks for a user by pseudonym. */
  static boolean hasPseudonym(NodeGlob node) {
    return Stream.of(node.toString().split("/", -1)).anyMatch(Redactor::isAlias);
  }

  private String there() {
    if (!filter.agents().isEmpty() && agents.stream().noneMatch(filter.agents()::contains)) {
      return "; " + some("agent", agents);
    }
    boolean noNode =
        nodes.stream().noneMatch(node -> filter.nodes().stream().anyMatch(n -> n.matches(node)));
    return !filter.nodes().isEmpty() && noNode ? "; " + some("node", nodes) : "";
  }

  private static String some(String what, Collection<String> names) {
    if (names.isEmpty()) {
      return "there is no " + what;
    }
    String shown = names.stream().limit(FEW).map(Printable::text).collect(Collectors.joining(", "));
    return names.size() <= FEW
        ? "the %ss are %s".formatted(what, shown)
        : "there are %d %ss, such as %s".formatted(names.size(), what, shown);
  }
}
