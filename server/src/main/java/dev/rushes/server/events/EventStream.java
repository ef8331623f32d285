package dev.rushes.server.events;

import java.time.Clock;
import java.time.Duration;

import dev.rushes.server.http.Exchange;
import io.vertx.core.http.HttpServerResponse;

/**
 * One reader of the log. It lives on its event loop. What it cannot take at once it reads
 * from the log again later, so that nothing is kept for it in memory; if it takes nothing
 * for too long, it is dropped, and may come back with the number of its last event.
 */
final class EventStream {

    static final Duration PING = Duration.ofSeconds(15);

    /** How long a client may leave its socket full. */
    static final Duration STALL = Duration.ofSeconds(30);

    /** Events read at once. */
    static final int PAGE = 256;

    private final Exchange exchange;

    private final HttpServerResponse response;

    private final EventLog log;

    private final Clock clock;

    /** Only of this job, or null for all. */
    private final String job;

    /** Up to which events have been written; negative while that is not settled. */
    private long position;

    /** The newest event that is known to be there. */
    private long known;

    private boolean reading;

    /** Whether the head is out. */
    private boolean begun;

    private volatile boolean closed;

    private boolean full;

    private long fullSince;

    private long written;

    /**
     * A stream.
     * @param after number of the last event that the client has, or -1 to begin now
     */
    EventStream(Exchange exchange, EventLog log, Clock clock, String job, long after) {
        this.exchange = exchange;
        this.response = exchange.response();
        this.log = log;
        this.clock = clock;
        this.job = job;
        this.position = after;
    }

    /** Sets the head, and writes nothing. */
    HttpServerResponse head() {
        return this.response.putHeader("Content-Type", "text/event-stream; charset=utf-8")
            .putHeader("Cache-Control", "no-store")
            // nginx would else keep events back until its buffer is full
            .putHeader("X-Accel-Buffering", "no");
    }

    /**
     * Begins to write. Whoever begins now is told where that is before anything else:
     * what happens once the head is there is in the stream, and whoever is cut off in a
     * quiet minute comes back to this place.
     */
    void start() {
        if (this.position >= 0) {
            begin(EventText.RETRY);
            read();
            return;
        }
        this.reading = true;
        this.exchange.blocking(this.log::newest).onComplete((newest, trouble) -> {
            this.reading = false;
            if (this.closed) {
                return;
            }
            if (trouble != null) {
                this.closed = true;
                this.exchange.fail(trouble);
                return;
            }
            this.position = newest;
            begin(EventText.RETRY + EventText.position(newest));
            if (this.known > newest) {
                read();
            }
        });
    }

    private void begin(String text) {
        head().setChunked(true);
        this.begun = true;
        write(text);
    }

    /** Runs something where this stream lives. */
    void run(Runnable work) {
        this.exchange.context().runOnContext((_) -> work.run());
    }

    void accept(Slice slice) {
        this.known = Math.max(this.known, slice.to());
        if (this.closed || this.reading || this.full || this.known <= this.position) {
            return;
        }
        if (slice.from() > this.position) {
            // something was missed while it was busy
            read();
            return;
        }
        for (Slice.Line line : slice.lines()) {
            if (line.seq() > this.position && (this.job == null || this.job.equals(line.job()))) {
                write(line.text());
            }
        }
        this.position = slice.to();
        watchQueue();
    }

    private void read() {
        this.reading = true;
        this.exchange.blocking(() -> this.log.page(this.position, this.job, PAGE)).onComplete((page, trouble) -> {
            this.reading = false;
            if (trouble != null) {
                // the client comes back by itself
                drop();
            }
            else if (!this.closed) {
                take(page);
            }
        });
    }

    private void take(EventLog.Page page) {
        boolean pruned = this.position > 0 && page.oldest() > this.position + 1;
        if (pruned || this.position > page.newest()) {
            write(EventText.reset(page.newest(), this.clock.millis()));
            this.position = page.newest();
        }
        else {
            page.events().forEach((event) -> write(EventText.of(event)));
            this.position = page.end();
        }
        watchQueue();
        if (!this.full && (!page.whole() || this.known > this.position)) {
            read();
        }
    }

    private void watchQueue() {
        if (!this.full && this.response.writeQueueFull()) {
            this.full = true;
            this.fullSince = this.clock.millis();
            this.response.drainHandler((_) -> {
                this.full = false;
                if (!this.closed && !this.reading) {
                    read();
                }
            });
        }
    }

    /** Looks at the clock. */
    void tick() {
        long now = this.clock.millis();
        if (this.closed || !this.begun) {
            return;
        }
        if (this.full) {
            if (now - this.fullSince >= STALL.toMillis()) {
                drop();
            }
        }
        else if (now - this.written >= PING.toMillis()) {
            write(EventText.PING);
        }
    }

    private void write(String text) {
        this.written = this.clock.millis();
        this.response.write(text);
    }

    /** The client has gone. */
    void gone() {
        this.closed = true;
    }

    /** The name of the key that reads. */
    String reader() {
        return this.exchange.caller().name();
    }

    /** Whether nothing more will be written. */
    boolean over() {
        return this.closed || this.response.closed();
    }

    /** Cuts the connection: what is queued for it is of no use any more. */
    private void drop() {
        this.closed = true;
        this.response.reset();
    }

    /** Ends the stream as the server stops, or as its key is revoked. */
    void end() {
        if (!this.closed) {
            this.closed = true;
            this.response.end();
        }
    }

}
