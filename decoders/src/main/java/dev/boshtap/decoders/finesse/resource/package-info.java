/**
 * The objects of the Finesse API, typed: what stands in a notification's {@code Update/data} and in
 * the documents of REST, which differ in nothing but the case of some names.
 *
 * <p>Each is a view of the JSON tree that was read, and reads a field when it is asked for: nothing
 * is copied, and nothing that is not looked at costs anything. Names are compared without case,
 * lists are lists however many entries they have, an empty text is nothing.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.finesse.resource.Resource}, {@link
 * dev.boshtap.decoders.finesse.resource.User}, {@link
 * dev.boshtap.decoders.finesse.resource.Dialog}.
 */
@NullMarked
package dev.boshtap.decoders.finesse.resource;

import org.jspecify.annotations.NullMarked;
