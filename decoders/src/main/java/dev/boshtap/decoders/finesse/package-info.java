/**
 * What Cisco Finesse puts into pubsub items: the {@code Update} envelope and its payload.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.finesse.NotificationReader}, {@link
 * dev.boshtap.decoders.finesse.Notification}.
 */
@NullMarked
package dev.boshtap.decoders.finesse;

import org.jspecify.annotations.NullMarked;
