/**
 * Which servers boshtap believes to be who they say: the platform's certificates, PEM files of the
 * user's, and pins.
 *
 * <p>Start at {@link dev.boshtap.proxy.trust.UpstreamTrust}, which makes the trust manager for one
 * server. {@link dev.boshtap.proxy.trust.Pins} remembers certificates that were accepted by name;
 * {@link dev.boshtap.proxy.trust.CertificateProblem} says why one was not, and what to type, as
 * {@link dev.boshtap.proxy.trust.CertificateDiagnosis} found out; {@link
 * dev.boshtap.proxy.trust.Strength} and {@link dev.boshtap.proxy.trust.StapledStatus} refuse what
 * Java alone would let pass.
 */
@NullMarked
package dev.boshtap.proxy.trust;

import org.jspecify.annotations.NullMarked;
