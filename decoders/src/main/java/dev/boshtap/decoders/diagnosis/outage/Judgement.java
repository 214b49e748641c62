package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Finding.Severity;

/** Why an outage was, as far as can be said by now. */
record Judgement(Rule rule, String text, FaultSide side, Severity severity, Certainty certainty) {

  static Judgement of(Rule rule, String text) {
    return new Judgement(rule, text, rule.side(), rule.severity(), rule.certainty());
  }

  Judgement on(FaultSide other, Certainty otherCertainty) {
    return new Judgement(rule, text, other, severity, otherCertainty);
  }

  Judgement as(Severity other) {
    return new Judgement(rule, text, side, other, certainty);
  }

  Judgement saying(String more) {
    return new Judgement(rule, text + more, side, severity, certainty);
  }
}
