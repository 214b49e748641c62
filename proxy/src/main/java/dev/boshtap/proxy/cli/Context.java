package dev.boshtap.proxy.cli;

import java.time.InstantSource;
import java.util.Map;

/**
 * What commands are given to work with.
 *
 * @param application the jobs
 * @param console where they read and write
 * @param environment the environment variables
 * @param clock the present
 */
record Context(
    Application application,
    Console console,
    Map<String, String> environment,
    InstantSource clock) {}
