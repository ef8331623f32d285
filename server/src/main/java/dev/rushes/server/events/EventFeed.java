package dev.rushes.server.events;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Poller;

/**
 * Reads the log for all streams together. Other processes write events too, so polling is
 * the truth; that this process has written one only hastens the next look.
 */
public final class EventFeed implements AutoCloseable {

    /** More are refused. */
    static final int STREAMS = 1000;

    private static final Duration POLL = Duration.ofMillis(400);

    /** How long a stream may go on whose key was revoked. */
    private static final Duration RECHECK = Duration.ofSeconds(2);

    private final EventLog log;

    private final Clock clock;

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    private final Poller poller = new Poller("event-feed", "events cannot be read", POLL, this::turn);

    /** Up to which events have been told; negative while nobody listens. */
    private long position = -1;

    private final Supplier<Set<String>> revoked;

    private long checked;

    private volatile boolean closed;

    /**
     * A feed that looks for itself as soon as it is started.
     * @param revoked names of keys whose streams have to end
     */
    public EventFeed(EventLog log, Clock clock, Supplier<Set<String>> revoked) {
        this.log = log;
        this.clock = clock;
        this.revoked = revoked;
        this.checked = clock.millis();
    }

    /** Starts to look at the log. */
    public EventFeed start() {
        this.log.listener(this.poller::wake);
        this.poller.start();
        return this;
    }

    /** How many streams are open. */
    public int streams() {
        return this.streams.size();
    }

    /**
     * Serves a stream until its client goes.
     * @throws Problem EXHAUSTED if there are too many
     */
    void open(EventStream stream) {
        if (this.closed || this.streams.size() >= STREAMS) {
            throw Problem.exhausted("%d event streams are open and no more are served; close some, or try later",
                    this.streams.size());
        }
        this.streams.add(stream);
        stream.start();
    }

    void forget(EventStream stream) {
        stream.gone();
        this.streams.remove(stream);
    }

    /** One look at log and clock. */
    void turn() {
        long now = this.clock.millis();
        this.streams.removeIf(EventStream::over);
        if (this.streams.isEmpty()) {
            this.position = -1;
            return;
        }
        if (Math.abs(now - this.checked) >= RECHECK.toMillis()) {
            this.checked = now;
            Set<String> names = this.revoked.get();
            this.streams.stream()
                .filter((stream) -> names.contains(stream.reader()))
                .forEach((stream) -> stream.run(stream::end));
        }
        this.streams.forEach((stream) -> stream.run(stream::tick));
        EventLog.Page page;
        do {
            long from = this.position;
            if (from < 0) {
                // tells the first streams how far the log has come, no more
                from = this.log.newest();
                this.position = from;
                tell(new Slice(from, from, List.of()));
            }
            page = this.log.page(from, null, EventStream.PAGE);
            this.position = page.end();
            if (page.end() > from) {
                tell(Slice.of(from, page.end(), page.events()));
            }
        }
        while (!page.whole());
    }

    private void tell(Slice slice) {
        this.streams.forEach((stream) -> stream.run(() -> stream.accept(slice)));
    }

    /** Ends all streams; their clients come back when the server does. */
    @Override
    public void close() {
        this.closed = true;
        this.poller.close();
        this.streams.forEach((stream) -> stream.run(stream::end));
    }

}
