package dev.boshtap.decoders.wire;

/**
 * One header field as it stood on the wire: case of the name kept, repeated fields kept apart.
 *
 * @param name the field's name
 * @param value the field's value without surrounding white space
 */
public record Header(String name, String value) {}
