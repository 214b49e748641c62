/**
 * The bodies of HTTP messages, content coding removed and their charset told.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.http.BodyReader}, {@link
 * dev.boshtap.decoders.http.BodyContent}.
 */
@NullMarked
package dev.boshtap.decoders.http;

import org.jspecify.annotations.NullMarked;
