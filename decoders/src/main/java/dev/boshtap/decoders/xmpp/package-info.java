/**
 * The stanzas of XMPP as types (RFC 6120, XEP-0060), without the secrets that some carry.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.xmpp.Stanza} and its cases, {@link
 * dev.boshtap.decoders.xmpp.StanzaReader}.
 */
@NullMarked
package dev.boshtap.decoders.xmpp;

import org.jspecify.annotations.NullMarked;
