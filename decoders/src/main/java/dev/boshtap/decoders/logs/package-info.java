/**
 * Logs of Finesse, line by line: Openfire's (the notification service), in Cisco's and in its own
 * wording, Desktop-webservices (the web application), and the desktop's own.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.logs.LogReader} reads lines; {@link
 * dev.boshtap.decoders.logs.LogLine} is what they say.
 */
@NullMarked
package dev.boshtap.decoders.logs;

import org.jspecify.annotations.NullMarked;
