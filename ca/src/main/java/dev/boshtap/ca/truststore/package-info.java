/**
 * Puts a root CA into the trust stores of this machine, and takes it out again.
 *
 * <p>Start at {@link dev.boshtap.ca.truststore.TrustStores}, which finds the {@linkplain
 * dev.boshtap.ca.truststore.TrustStore stores} that there are, and {@link
 * dev.boshtap.ca.truststore.Installation}, which installs, checks, remembers and removes. A store
 * says in {@link dev.boshtap.ca.truststore.Command}s what it would do; only a {@link
 * dev.boshtap.ca.truststore.CommandRunner} does anything, so that a dry run prints the very
 * commands that a real one executes.
 */
@NullMarked
package dev.boshtap.ca.truststore;

import org.jspecify.annotations.NullMarked;
