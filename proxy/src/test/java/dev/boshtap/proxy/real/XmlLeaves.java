package dev.boshtap.proxy.real;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/**
 * What a document says, leaf by leaf, {@code path=value} and sorted: the same for an XML document,
 * read by Java's own parser, and for the JSON that it must have become.
 */
final class XmlLeaves {

  private XmlLeaves() {}

  static Document parse(String xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException(xml, e);
    }
  }

  /** The text of a child of the root, or the empty text where there is no such child. */
  static String child(String xml, String name) {
    return children(parse(xml).getDocumentElement()).stream()
        .filter(child -> child.getTagName().equals(name))
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }

  /** The leaves under {@code Update/data}; none where there is no data. */
  static List<String> ofData(String update) {
    List<String> leaves = new ArrayList<>();
    for (Element child : children(parse(update).getDocumentElement())) {
      if (child.getTagName().equals("data")) {
        children(child).forEach(root -> add(leaves, root.getTagName(), root));
      }
    }
    Collections.sort(leaves);
    return leaves;
  }

  private static void add(List<String> leaves, String path, Element element) {
    List<Element> children = children(element);
    if (children.isEmpty()) {
      leaves.add(path + "=" + element.getTextContent());
    }
    children.forEach(child -> add(leaves, path + "/" + child.getTagName(), child));
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        children.add(inner);
      }
    }
    return children;
  }

  /** The leaves of JSON; an array's elements stand where the array stands. */
  static List<String> of(JsonNode json) {
    List<String> leaves = new ArrayList<>();
    add(leaves, "", json);
    Collections.sort(leaves);
    return leaves;
  }

  private static void add(List<String> leaves, String path, JsonNode json) {
    if (json.isObject()) {
      json.properties()
          .forEach(
              field ->
                  add(
                      leaves,
                      path.isEmpty() ? field.getKey() : path + "/" + field.getKey(),
                      field.getValue()));
    } else if (json.isArray()) {
      json.forEach(element -> add(leaves, path, element));
    } else if (!json.isMissingNode()) {
      leaves.add(path + "=" + json.asString());
    }
  }
}
