package dev.boshtap.proxy.cli;

import dev.boshtap.ca.truststore.CommandRunner;
import dev.boshtap.ca.truststore.Machine;
import java.time.InstantSource;
import java.util.Map;

/**
 * What commands are given to work with.
 *
 * @param application the jobs
 * @param console where they read and write
 * @param environment the environment variables
 * @param clock the present
 * @param machine where trust stores and browsers are
 * @param commands runs programs of the system
 */
record Context(
    Application application,
    Console console,
    Map<String, String> environment,
    InstantSource clock,
    Machine machine,
    CommandRunner commands) {}
