package dev.boshtap.simulator.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element of a small document.
 *
 * @param namespace the namespace's URI, empty where there is none
 * @param name the local name
 * @param attributes by the name as written, prefix included, such as {@code xml:lang}
 * @param children the elements within, in order
 * @param text the text directly within, joined, not trimmed
 */
public record XmlElement(
    String namespace,
    String name,
    Map<String, String> attributes,
    List<XmlElement> children,
    String text) {

  /** Keeps its own copies. */
  public XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** An attribute's value by its name as written. */
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /** The first child of that local name, whatever its namespace and case. */
  public Optional<XmlElement> child(String childName) {
    return children.stream().filter(child -> child.name.equalsIgnoreCase(childName)).findFirst();
  }

  /** The trimmed text of the first child of that name. */
  public Optional<String> childText(String childName) {
    return child(childName).map(child -> child.text.trim());
  }
}
