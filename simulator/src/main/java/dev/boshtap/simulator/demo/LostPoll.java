package dev.boshtap.simulator.demo;

import dev.boshtap.simulator.journal.ConnectionEnd.By;
import dev.boshtap.simulator.journal.ConnectionEnd.Manner;

/**
 * A poll that was lost on purpose: not a byte of an answer was sent.
 *
 * @param agent whose
 * @param sid in which session
 * @param rid which request
 * @param endedBy who ended its connection
 * @param how FIN or RST
 */
public record LostPoll(String agent, String sid, long rid, By endedBy, Manner how) {}
