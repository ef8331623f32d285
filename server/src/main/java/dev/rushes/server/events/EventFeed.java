package dev.rushes.server.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.rushes.models.Problem;

/**
 * Reads the log for all streams together. Other processes write events too, so polling is
 * the truth; that this process has written one only hastens the next look.
 */
public final class EventFeed implements AutoCloseable {

    /** More are refused. */
    static final int STREAMS = 1000;

    private static final Logger LOG = System.getLogger(EventFeed.class.getName());

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private static final int POLL_MILLIS = 400;

    private static final Duration PRUNE = Duration.ofMinutes(10);

    /** How long a stream may go on whose key was revoked. */
    private static final Duration RECHECK = Duration.ofSeconds(2);

    private final EventLog log;

    private final Clock clock;

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    private final Semaphore wake = new Semaphore(0);

    private final Thread thread = Thread.ofVirtual().name("event-feed").unstarted(this::run);

    /** Up to which events have been told; negative while nobody listens. */
    private long position = -1;

    private final Supplier<Set<String>> revoked;

    private long pruned;

    private long checked;

    private boolean troubled;

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
        this.pruned = clock.millis();
    }

    /** Starts to look at the log. */
    public EventFeed start() {
        this.log.listener(this.wake::release);
        this.thread.start();
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

    private void run() {
        while (!this.closed) {
            try {
                turn();
                this.troubled = false;
            }
            catch (RuntimeException trouble) {
                if (!this.troubled) {
                    LOG.log(Level.WARNING, "events cannot be read: {0}", trouble.getMessage());
                }
                this.troubled = true;
            }
            try {
                if (this.wake.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    this.wake.drainPermits();
                }
            }
            catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** One look at log and clock. */
    void turn() {
        if (this.clock.millis() - this.pruned >= PRUNE.toMillis()) {
            this.pruned = this.clock.millis();
            this.log.prune();
        }
        this.streams.removeIf(EventStream::over);
        if (this.streams.isEmpty()) {
            this.position = -1;
            return;
        }
        if (Math.abs(this.clock.millis() - this.checked) >= RECHECK.toMillis()) {
            this.checked = this.clock.millis();
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
        // an interrupt would tear a database's connection
        this.wake.release();
        try {
            if (this.thread.isAlive()) {
                this.thread.join(CLOSE_PATIENCE);
            }
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        this.streams.forEach((stream) -> stream.run(stream::end));
    }

}
