package dev.boshtap.proxy.trust;

import dev.boshtap.proxy.trust.CertificateProblem.Kind;

/**
 * Something wrong with a chain of certificates.
 *
 * @param kind what
 * @param what the same for a person, with the names and dates in question
 */
record CertificateFault(Kind kind, String what) {}
