package dev.boshtap.simulator.journal;

import dev.boshtap.simulator.journal.JournalEntry.AnswerSent;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionClosed;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionOpened;
import dev.boshtap.simulator.journal.JournalEntry.FaultApplied;
import dev.boshtap.simulator.journal.JournalEntry.RequestSeen;

/**
 * What a server's day came to, for runs that are too long to keep every entry of.
 *
 * @param connections TCP connections accepted
 * @param requests requests read, whole or their heads
 * @param answers whole answers sent
 * @param unanswered requests whose connection ended before they had a whole answer
 * @param faults faults that struck
 */
public record JournalTotals(
    long connections, long requests, long answers, long unanswered, long faults) {

  static final JournalTotals NONE = new JournalTotals(0, 0, 0, 0, 0);

  JournalTotals and(JournalEntry entry) {
    if (entry instanceof RequestSeen) {
      return new JournalTotals(connections, requests + 1, answers, unanswered, faults);
    }
    if (entry instanceof AnswerSent sent && sent.whole()) {
      return new JournalTotals(connections, requests, answers + 1, unanswered, faults);
    }
    if (entry instanceof ConnectionClosed closed) {
      long more = closed.unanswered().size();
      return new JournalTotals(connections, requests, answers, unanswered + more, faults);
    }
    if (entry instanceof ConnectionOpened) {
      return new JournalTotals(connections + 1, requests, answers, unanswered, faults);
    }
    if (entry instanceof FaultApplied) {
      return new JournalTotals(connections, requests, answers, unanswered, faults + 1);
    }
    return this;
  }
}
