/**
 * One intercepted CONNECT from hand-over to end: TLS towards the browser, bytes passed on as they
 * are, TLS towards Finesse, and a copy told to the recorder.
 *
 * <p>Starting points: {@link dev.boshtap.proxy.intercept.Interceptor} takes connections over;
 * {@link dev.boshtap.proxy.intercept.Interception} is one of them and holds its rules, above all
 * who ended it; {@link dev.boshtap.proxy.intercept.ServerLeg} makes its way to the server, and
 * {@link dev.boshtap.proxy.intercept.Goodbye} passes its ending on; {@link
 * dev.boshtap.proxy.intercept.LegHandler} is one leg's place in its pipeline.
 *
 * <pre>
 *   client leg:  SNI | TLS | LegHandler | request framing | RequestTap
 *                              ^  |  bytes as they came
 *                              |  v
 *   server leg:        TLS | LegHandler | answer framing  | ResponseTap
 * </pre>
 *
 * Bytes are passed on by the leg handlers before anything else looks at them; framing and taps work
 * on the same bytes afterwards, and nothing they do or fail to do is seen by the other leg.
 */
@NullMarked
package dev.boshtap.proxy.intercept;

import org.jspecify.annotations.NullMarked;
