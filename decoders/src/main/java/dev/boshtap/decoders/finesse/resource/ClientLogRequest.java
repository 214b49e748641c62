package dev.boshtap.decoders.finesse.resource;

import tools.jackson.databind.JsonNode;

/**
 * The server asks a desktop to send its log. What exactly it holds is not documented.
 *
 * @param json the object itself
 */
public record ClientLogRequest(JsonNode json) implements Resource {}
