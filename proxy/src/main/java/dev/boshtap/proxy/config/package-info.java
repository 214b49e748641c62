/**
 * What boshtap is told to do: one immutable {@link dev.boshtap.proxy.config.Config}, built and
 * checked once, handed on by constructors.
 *
 * <p>Start at {@link dev.boshtap.proxy.config.Settings}, the table of every setting with its key,
 * default and rule. {@link dev.boshtap.proxy.config.ConfigReader} looks each of them up, a flag
 * before the environment before the file before the default, and remembers where it was found.
 */
@NullMarked
package dev.boshtap.proxy.config;

import org.jspecify.annotations.NullMarked;
