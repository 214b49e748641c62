/**
 * Events as JSON: the contract of docs/reference/events.schema.json.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.json.EventJson}, which turns one event into one
 * object, wherever that object goes; {@link dev.boshtap.exporters.json.EventLines}, which writes
 * one a line.
 */
@NullMarked
package dev.boshtap.exporters.json;

import org.jspecify.annotations.NullMarked;
