/**
 * Takes secrets out of observations before anything is written: passwords, tokens, cookies, SASL.
 * What stands in their place is an alias, the same for the same secret within one run, so that one
 * can still see that two requests carried the same cookie.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.redact.Redactor}; {@code SecretNames} for what
 * counts as a secret.
 */
@NullMarked
package dev.boshtap.exporters.redact;

import org.jspecify.annotations.NullMarked;
