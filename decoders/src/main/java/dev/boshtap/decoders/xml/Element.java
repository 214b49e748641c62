package dev.boshtap.decoders.xml;

import dev.boshtap.decoders.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of a document that was read: names, attributes, children, own text. Comments,
 * processing instructions and namespace declarations are not kept, nor where between the children a
 * piece of text stood.
 *
 * <p>Not to be changed once its document is read.
 */
public final class Element {

  private static final String[] NO_ATTRIBUTES = {};

  private final String namespace;
  private final String name;

  /** Namespace, local name, value, of each attribute in order. */
  private final String[] attributes;

  private @Nullable List<Element> children;
  private String text = "";
  private Event.@Nullable Unreadable damage;

  Element(String namespace, String name, int attributes) {
    this.namespace = namespace;
    this.name = name;
    this.attributes = attributes == 0 ? NO_ATTRIBUTES : new String[3 * attributes];
  }

  /** The namespace's name, empty for none. */
  public String namespace() {
    return namespace;
  }

  /** The local name, case as sent. */
  public String name() {
    return name;
  }

  /** The elements within, in order. */
  public List<Element> children() {
    return children == null ? List.of() : Collections.unmodifiableList(children);
  }

  /** The first child of that local name, whatever its namespace; or null. */
  public @Nullable Element child(String childName) {
    if (children != null) {
      for (Element child : children) {
        if (child.name.equals(childName)) {
          return child;
        }
      }
    }
    return null;
  }

  /**
   * The text directly within, its pieces put together. White space is kept where it is all there
   * is, and dropped where it only sets the children apart.
   */
  public String text() {
    return text;
  }

  /** How many attributes there are, namespace declarations not counted. */
  public int attributeCount() {
    return attributes.length / 3;
  }

  /** The namespace of the {@code i}th attribute, empty for none. */
  public String attributeNamespace(int i) {
    return attributes[3 * i];
  }

  /** The local name of the {@code i}th attribute. */
  public String attributeName(int i) {
    return attributes[3 * i + 1];
  }

  /** The value of the {@code i}th attribute. */
  public String attributeValue(int i) {
    return attributes[3 * i + 2];
  }

  /** The value of the first attribute of that local name, whatever its namespace; or null. */
  public @Nullable String attribute(String attributeName) {
    for (int i = 1; i < attributes.length; i += 3) {
      if (attributes[i].equals(attributeName)) {
        return attributes[i + 1];
      }
    }
    return null;
  }

  /** Why the element is not whole, or null when it is: its end was never read. */
  public Event.@Nullable Unreadable damage() {
    return damage;
  }

  void setAttribute(int i, String attributeNamespace, String attributeName, String value) {
    attributes[3 * i] = attributeNamespace;
    attributes[3 * i + 1] = attributeName;
    attributes[3 * i + 2] = value;
  }

  void append(Element child) {
    if (children == null) {
      children = new ArrayList<>(4);
    }
    children.add(child);
  }

  boolean hasChildren() {
    return children != null;
  }

  void text(String whole) {
    text = whole;
  }

  void damage(Event.Unreadable why) {
    damage = why;
  }

  /** The start tag's name, for a debugger. */
  @Override
  public String toString() {
    return "<" + name + ">";
  }
}
