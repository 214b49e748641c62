package dev.boshtap.exporters.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Nodes;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeReportTest {

  private static final String TEAM = "/finesse/api/Team/5/Users";
  private static final String USER = "/finesse/api/User/1001003";
  private static final String QUEUE = "/finesse/api/Queue/7";

  private final StringBuilder out = new StringBuilder();

  @Test
  void aTableSaysWhatIsListedSubscribedToAndSeen() throws IOException {
    report(NodeReport.Form.TABLE);

    assertThat(out.toString())
        .isEqualTo(
            """
            node                       listed  subscribed  events
            /finesse/api/Queue/7       yes     -                0  refused: 1001003
            /finesse/api/Team/5/Users  yes     1001003          2
            /finesse/api/User/1001003  -       -                1  (1001003)
            /x\\u001b[2J                yes     -                0
            """);
  }

  @Test
  void jsonHasOneObjectForEachNode() throws IOException {
    report(NodeReport.Form.JSON_LINES);

    assertThat(out.toString().lines())
        .hasSize(4)
        .element(1)
        .isEqualTo(
            "{\"node\":\"/finesse/api/Team/5/Users\",\"listedBy\":[\"pubsub.fin.example\"],"
                + "\"subscribed\":[\"1001003\"],\"unsubscribed\":[],\"refused\":[],\"events\":2,"
                + "\"receivers\":[\"1001003\"]}");
  }

  @Test
  void whoLeavesIsNotSubscribedAnyMore() {
    NodeBook book = new NodeBook();
    book.told(stanza(Nodes.Use.SUBSCRIBE, TEAM));
    book.told(stanza(Nodes.Use.UNSUBSCRIBE, TEAM));

    assertThat(book.nodes())
        .singleElement()
        .satisfies(
            facts -> {
              assertThat(facts.subscribed()).isEmpty();
              assertThat(facts.unsubscribed()).containsExactly("1001003");
            });
  }

  private void report(NodeReport.Form form) throws IOException {
    try (NodeReport report = new NodeReport(out, form)) {
      for (Event event :
          List.of(
              stanza(Nodes.Use.LISTED, TEAM, QUEUE, "/x\u001b[2J"),
              stanza(Nodes.Use.SUBSCRIBE, TEAM),
              stanza(Nodes.Use.SUBSCRIBED, TEAM),
              stanza(Nodes.Use.SUBSCRIBE, QUEUE),
              stanza(Nodes.Use.REFUSED, QUEUE),
              told(TEAM, Life.NONE),
              told(TEAM, Life.NONE),
              told(TEAM, Life.REPEAT),
              told(USER, Life.NONE),
              Samples.session(context(), Event.Change.BOUND))) {
        report.accept(new Observation.Happened(event));
      }
    }
  }

  private static Event stanza(Nodes.Use use, String... nodes) {
    return new Event.Stanza(
        context(),
        Event.StanzaKind.IQ,
        Direction.TO_CLIENT,
        "pubsub.fin.example",
        null,
        "result",
        "x",
        new Nodes(use, List.of(nodes)));
  }

  private static Event told(String node, Life life) {
    return new Event.Finesse(
        context(),
        Event.Subject.OTHER,
        new Event.Item(node, null, null, null, null),
        null,
        Event.Fields.NONE,
        null,
        life);
  }

  private static Context context() {
    return Samples.context(0, 1);
  }
}
