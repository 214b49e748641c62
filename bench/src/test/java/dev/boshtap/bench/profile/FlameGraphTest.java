package dev.boshtap.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FlameGraphTest {

  private final Frame root = new Frame("processor time");

  private void sample(int times, String... methods) {
    root.add(times);
    Frame at = root;
    for (String method : methods) {
      at = at.call(method);
      at.add(times);
    }
  }

  private Document drawn() throws Exception {
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    FlameGraph.draw(root, new PrintStream(svg, true, StandardCharsets.UTF_8));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.toByteArray()));
  }

  private static List<String> titles(Document svg) {
    NodeList found = svg.getElementsByTagName("title");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  @Test
  void aMethodIsAsWideAsItsShareAndStandsOnItsCaller() throws Exception {
    sample(750, "loop", "dev.boshtap.A.run", "dev.boshtap.A.<init>");
    sample(250, "observer", "java.util.B.get");

    Document svg = drawn();

    assertThat(titles(svg))
        .containsExactly(
            "processor time (100.0 %)",
            "loop (75.0 %)",
            "dev.boshtap.A.run (75.0 %)",
            "dev.boshtap.A.<init> (75.0 %)",
            "observer (25.0 %)",
            "java.util.B.get (25.0 %)");
    Element loop = (Element) svg.getElementsByTagName("rect").item(1);
    Element run = (Element) svg.getElementsByTagName("rect").item(2);
    assertThat(Double.parseDouble(loop.getAttribute("width"))).isEqualTo(899.5);
    assertThat(Integer.parseInt(run.getAttribute("y")))
        .isLessThan(Integer.parseInt(loop.getAttribute("y")));
  }

  @Test
  void whatIsTooSmallToSeeIsLeftOut() throws Exception {
    sample(10_000, "loop", "A.run");
    sample(3, "loop", "A.rare");

    assertThat(titles(drawn())).noneMatch(title -> title.startsWith("A.rare"));
  }
}
