package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Ending;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes of each observation a copy without secrets, before any sink is given it: SASL data,
 * passwords, {@code Authorization}, cookies, tokens, and by policy what tells of persons (login
 * ids, names, numbers, call variables) and the ids of sessions, in headers, URLs, bodies and events
 * alike. In the place of a secret stands an alias ({@code secret-3f9a1c07}), in that of a personal
 * value a pseudonym that tells its length ({@code p7-k3x9qa}), the same for the same value while
 * this redactor lives. What surrounds it stays: XML stays well-formed, JSON valid, names of cookies
 * and schemes of credentials readable.
 *
 * <p>A body whose content coding had to be removed to take a secret out is given decoded ({@code
 * contentCoded} is then false; its {@code size} stays that of the wire). What cannot be decoded
 * cannot be redacted, and is left out. In every body, {@code lost} counts all that is missing of
 * it.
 *
 * <p>Safe for use by several threads.
 */
public final class Redactor {

  private final RedactionPolicy policy;
  private final RedactionKey key;
  private final UnaryOperator<String> naming;
  private final UnaryOperator<Observation> work;

  private Redactor(
      RedactionPolicy policy,
      RedactionKey key,
      UnaryOperator<String> naming,
      UnaryOperator<Observation> work) {
    this.policy = policy;
    this.key = key;
    this.naming = naming;
    this.work = work;
  }

  /** Takes secrets out; its aliases are under a key of its own. */
  public static Redactor secrets() {
    return of(RedactionPolicy.SECRETS, Set.of());
  }

  /** Takes secrets out, and puts pseudonyms in the place of all that tells of persons. */
  public static Redactor personal() {
    return of(RedactionPolicy.PERSONAL, Set.of());
  }

  /** Changes nothing: a deliberate choice, that writers say in the file. */
  public static Redactor none() {
    return new Redactor(
        RedactionPolicy.NONE,
        RedactionKey.random(),
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }

  /**
   * By a policy; and takes out the fields, elements and parameters that a user names beside those
   * known here.
   *
   * @throws IllegalArgumentException when one of them is no name
   */
  public static Redactor of(RedactionPolicy policy, Set<String> more) {
    return of(policy, more, RedactionKey.random());
  }

  /** As {@link #of(RedactionPolicy, Set)}; what has an alias under this key has the same here. */
  public static Redactor of(RedactionPolicy policy, Set<String> more, RedactionKey key) {
    return switch (policy) {
      case PERSONAL -> by(policy, new SensitiveNames(true, more), key);
      case SECRETS -> by(policy, new SensitiveNames(false, more), key);
      case NONE -> none();
    };
  }

  /**
   * The name of a field, as a user may add it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static String fieldName(String name) {
    return SensitiveNames.checked(name);
  }

  private static Redactor by(RedactionPolicy policy, SensitiveNames names, RedactionKey key) {
    SensitiveValues values = new SensitiveValues(names, new Aliases(key));
    TextRedaction text = new TextRedaction(values);
    EventRedaction events = new EventRedaction(values, text);
    ExchangeRedaction exchanges =
        new ExchangeRedaction(
            text,
            new HeaderRedaction(values, text),
            new BodyRedaction(text, new BodyReader(Limits.DEFAULTS)));
    MessageRedaction messages = new MessageRedaction(text);
    RecentEvents recent = new RecentEvents(events::redact);
    return new Redactor(
        policy,
        key,
        names.arePersonalToo() ? values::pseudonym : UnaryOperator.identity(),
        observation -> redacted(observation, text, recent, events, exchanges, messages));
  }

  /**
   * The same for sinks that want to know what became of an exchange and not what was said in it:
   * finished exchanges are given without headers, bodies (their sizes stay) and events, which were
   * said before; messages on a WebSocket without what is in them. To look for secrets in those is
   * most of all the work there is.
   */
  public Redactor withoutMessages() {
    return new Redactor(policy, key, naming, observation -> work.apply(outline(observation)));
  }

  private static Observation outline(Observation observation) {
    if (observation instanceof Observation.Finished finished) {
      return new Observation.Finished(
          finished.at(),
          ExchangeRedaction.outline(finished.exchange()),
          finished.bosh(),
          List.of());
    }
    if (observation instanceof Observation.Held held) {
      return new Observation.Held(ExchangeRedaction.outline(held.exchange()), held.bosh());
    }
    if (observation instanceof Observation.Upgraded upgraded) {
      return new Observation.Upgraded(ExchangeRedaction.outline(upgraded.exchange()));
    }
    if (observation instanceof Observation.Message told) {
      return new Observation.Message(
          told.at(), told.exchange(), MessageRedaction.outline(told.message()));
    }
    return observation;
  }

  /** Whether a text is such an alias or pseudonym, of whatever run. */
  public static boolean isAlias(String text) {
    return Aliases.isAlias(text);
  }

  /** What it takes out. */
  public RedactionPolicy policy() {
    return policy;
  }

  /** What its aliases are made with. */
  public RedactionKey key() {
    return key;
  }

  /** What stands in the place of a login id: a pseudonym, or the id where the policy lets it be. */
  public String nameOf(String loginId) {
    return naming.apply(loginId);
  }

  /** The observation without its secrets. */
  public Observation redact(Observation observation) {
    return work.apply(observation);
  }

  private static Observation redacted(
      Observation observation,
      TextRedaction text,
      RecentEvents recent,
      EventRedaction events,
      ExchangeRedaction exchanges,
      MessageRedaction messages) {
    if (observation instanceof Observation.Happened happened) {
      return new Observation.Happened(recent.redact(happened.event()));
    }
    if (observation instanceof Observation.Held held) {
      return new Observation.Held(exchanges.redact(held.exchange()), events.facts(held.bosh()));
    }
    if (observation instanceof Observation.Finished finished) {
      return new Observation.Finished(
          finished.at(),
          exchanges.redact(finished.exchange()),
          events.facts(finished.bosh()),
          finished.events().stream().map(recent::redact).toList());
    }
    if (observation instanceof Observation.Upgraded upgraded) {
      return new Observation.Upgraded(exchanges.redact(upgraded.exchange()));
    }
    if (observation instanceof Observation.Message told) {
      return new Observation.Message(told.at(), told.exchange(), messages.redact(told.message()));
    }
    if (observation instanceof Observation.Loss loss) {
      // What could not be read may be quoted.
      return new Observation.Loss(loss.at(), text.redact(loss.what()), loss.count());
    }
    throw new IllegalArgumentException(
        "observation: "
            + observation.getClass().getName()
            + " (expected: a case known to Redactor)");
  }

  /** Endings quote what other tools or the system said. */
  static Ending redact(Ending ending, TextRedaction text) {
    if (ending instanceof Ending.Unknown unknown) {
      return new Ending.Unknown(text.redact(unknown.said()), unknown.timed());
    }
    if (ending instanceof Ending.Network network) {
      return new Ending.Network(network.leg(), network.stage(), text.redact(network.cause()));
    }
    if (ending instanceof Ending.ByProxy proxy) {
      return new Ending.ByProxy(proxy.reason(), text.redact(proxy.detail()));
    }
    return ending;
  }
}
