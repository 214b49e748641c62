/**
 * Where processor time and memory go, drawn. Start at {@link dev.boshtap.bench.profile.FlameGraph}.
 */
@NullMarked
package dev.boshtap.bench.profile;

import org.jspecify.annotations.NullMarked;
