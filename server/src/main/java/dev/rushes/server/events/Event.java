package dev.rushes.server.events;

/**
 * Something that happened.
 *
 * @param seq its number; greater is later
 * @param at milliseconds since 1970
 * @param type such as "job.state"
 * @param job, asset whom it concerns, or null
 * @param data a JSON object
 */
public record Event(long seq, long at, String type, String job, String asset, String data) {

}
