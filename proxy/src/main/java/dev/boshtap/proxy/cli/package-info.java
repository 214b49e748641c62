/**
 * The command line.
 *
 * <p>Start at {@link dev.boshtap.proxy.cli.Cli}. Each command is a class that turns its options
 * into a {@link dev.boshtap.proxy.config.Config} and a record, and hands both to the {@link
 * dev.boshtap.proxy.cli.Application}, or does its small job itself. {@link
 * dev.boshtap.proxy.cli.Failures} is the one place where an exception becomes a line and an exit
 * code.
 */
@NullMarked
package dev.boshtap.proxy.cli;

import org.jspecify.annotations.NullMarked;
