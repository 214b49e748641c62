/**
 * The parts put together: a live proxy with its recording, and what each command does with it.
 *
 * <p>Starting points: {@link dev.boshtap.proxy.app.LiveProxy}.
 */
@NullMarked
package dev.boshtap.proxy.app;

import org.jspecify.annotations.NullMarked;
