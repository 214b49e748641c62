/**
 * What stanzas mean together, whatever carries them: sessions (who, how far they came, lost or
 * re-created) and what is remembered of agents. The transports are in packages of their own, below
 * this one.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.session.XmppSessions}, which is told of stanzas;
 * {@link dev.boshtap.decoders.session.XmppSession}, what is known of one session.
 */
@NullMarked
package dev.boshtap.decoders.session;

import org.jspecify.annotations.NullMarked;
