/**
 * What it costs to take secrets out; starts with {@link dev.boshtap.bench.redact.RedactionCost}.
 */
@NullMarked
package dev.boshtap.bench.redact;

import org.jspecify.annotations.NullMarked;
