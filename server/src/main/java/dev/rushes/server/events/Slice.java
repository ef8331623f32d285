package dev.rushes.server.events;

import java.util.List;

/**
 * All events in a stretch of the log, written once for all streams.
 *
 * @param from number before the first
 * @param to number of the last
 */
record Slice(long from, long to, List<Line> lines) {

    /**
     * One event.
     *
     * @param seq its number
     * @param job whom it concerns, or null
     * @param text as the stream shows it
     */
    record Line(long seq, String job, String text) {

    }

    static Slice of(long from, long to, List<Event> events) {
        return new Slice(from, to,
                events.stream().map((event) -> new Line(event.seq(), event.job(), EventText.of(event))).toList());
    }

}
