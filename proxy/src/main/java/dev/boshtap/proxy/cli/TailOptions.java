package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.EventFilter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code tail} is told that is not a setting.
 *
 * @param capture the capture; empty: the one that was written last
 * @param filter what of it is shown
 * @param last how many of the last lines are shown first
 * @param follow whether to go on with what is added
 */
public record TailOptions(Optional<Path> capture, EventFilter filter, int last, boolean follow) {}
