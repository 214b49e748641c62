/**
 * The notification service: BOSH as Openfire 3.x speaks it (XEP-0124, XEP-0206) with Cisco's
 * settings, and as much of XMPP and pubsub (XEP-0060) as a desktop uses. Start at {@link
 * dev.boshtap.simulator.bosh.NotificationService}.
 *
 * <p>A {@code BoshSession} minds rids, held requests and what waits to be sent; an {@code
 * XmppStream} reads stanzas and answers them; {@code Pubsub} knows who gets what is published. All
 * of them run under the one lock of the service.
 */
@NullMarked
package dev.boshtap.simulator.bosh;

import org.jspecify.annotations.NullMarked;
