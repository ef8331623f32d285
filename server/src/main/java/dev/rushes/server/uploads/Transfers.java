package dev.rushes.server.uploads;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.rushes.models.Problem;
import dev.rushes.server.http.HttpProblem;

/**
 * Who is sending: one at a time to an upload, and not too many of one key. A client whose
 * network died comes back before the server has noticed; whoever was silent for a while
 * makes way.
 */
final class Transfers {

    /** Of one key. */
    private static final int EACH = 16;

    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration LEAVE = Duration.ofSeconds(10);

    private static final Duration FINISH = Duration.ofSeconds(30);

    private final Clock clock;

    private final ConcurrentMap<String, Transfer> running = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    Transfers(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins one.
     * @throws HttpProblem 423 if the upload is being written, 429 if the owner has too
     * many, 503 if the server stops
     */
    Transfer begin(String upload, String owner) {
        demandGoing();
        if (this.running.values().stream().filter((other) -> other.owner.equals(owner)).count() >= EACH) {
            throw new HttpProblem(429, "too-many", "Too many at once",
                    "%d uploads of \"%s\" are being sent at this moment; wait until one is done".formatted(EACH, owner))
                .with("Retry-After", "2");
        }
        Transfer mine = new Transfer(upload, owner);
        Transfer other = this.running.putIfAbsent(upload, mine);
        if (other != null && other.silent()) {
            end(upload);
            other = this.running.putIfAbsent(upload, mine);
        }
        if (other != null) {
            throw locked(upload);
        }
        return mine;
    }

    /**
     * Begins one after ending what writes to the upload, however many the owner has.
     * @throws Problem CONFLICT if that does not end within ten seconds
     * @throws HttpProblem 423 if somebody else was faster
     */
    Transfer takeOver(String upload, String owner) {
        end(upload);
        Transfer mine = new Transfer(upload, owner);
        if (this.running.putIfAbsent(upload, mine) != null) {
            throw locked(upload);
        }
        return mine;
    }

    /**
     * To be asked by what takes long and can be done again.
     * @throws HttpProblem 503 if the server stops
     */
    void demandGoing() {
        if (this.stopping) {
            throw new HttpProblem(503, "stopping", "The server is stopping",
                    "the server is being stopped; go on when it is back")
                .with("Retry-After", "5");
        }
    }

    /** What cannot be said now, in the words that clients of tus understand. */
    static HttpProblem later(Exception trouble) {
        return new HttpProblem(423, "locked", "It is not ready yet", trouble.getMessage()).with("Retry-After", "5");
    }

    private static HttpProblem locked(String upload) {
        return new HttpProblem(423, "locked", "Somebody is at it",
                "the upload %s is being written by another request; ask for its offset again when it has ended"
                    .formatted(upload))
            .with("Retry-After", "1");
    }

    /**
     * Waits until the asset is made of what has come whole, so that no client takes it
     * for done before.
     * @throws HttpProblem 423 if that takes longer than half a minute
     */
    void finish(String upload) {
        Transfer other = this.running.get(upload);
        if (other != null && !other.ends(FINISH)) {
            throw locked(upload);
        }
    }

    /** Ends what has gone silent, so that its bytes are counted. */
    void endIfSilent(String upload) {
        Transfer other = this.running.get(upload);
        if (other != null && other.silent()) {
            end(upload);
        }
    }

    /**
     * Ends what writes to an upload, and waits until it has.
     * @throws Problem CONFLICT if it does not within ten seconds
     */
    void end(String upload) {
        Transfer other = this.running.get(upload);
        if (other == null) {
            return;
        }
        other.cut(new Cut("another request took over"));
        if (other.ends(LEAVE)) {
            return;
        }
        throw Problem.conflict("the upload %s is still being written; try again", upload);
    }

    /** Ends all and begins none any more, as the server stops. */
    void stop() {
        this.stopping = true;
        this.running.values().forEach((transfer) -> transfer.cut(new Cut("the server stops")));
    }

    /** The names of those who send something now. */
    Set<String> owners() {
        return this.running.values().stream().map((transfer) -> transfer.owner).collect(Collectors.toSet());
    }

    /** Ends what comes from somebody whose key was revoked; what has come stays. */
    void turnAway(String owner) {
        this.running.values()
            .stream()
            .filter((transfer) -> transfer.owner.equals(owner))
            .forEach((transfer) -> transfer.cut(new Cut("the key was revoked", new HttpProblem(401, "unauthorized",
                    "Who asks?", "the key \"%s\" was revoked while the upload came in".formatted(owner)))));
    }

    /** How many there are. */
    int count() {
        return this.running.size();
    }

    /** One that is going on; closed when it has ended. */
    final class Transfer implements AutoCloseable {

        private final String upload;

        private final String owner;

        private final CountDownLatch ended = new CountDownLatch(1);

        private volatile Body body;

        private volatile long heard;

        private Transfer(String upload, String owner) {
            this.upload = upload;
            this.owner = owner;
            this.heard = Transfers.this.clock.millis();
        }

        /** What to cut if it must end; without one it goes on to its end. */
        void reads(Body source) {
            this.body = source;
            if (Transfers.this.stopping) {
                // it may have begun beside stop()
                cut(new Cut("the server stops"));
            }
        }

        void heard() {
            this.heard = Transfers.this.clock.millis();
        }

        private boolean silent() {
            return this.body != null && Transfers.this.clock.millis() - this.heard >= SILENCE.toMillis();
        }

        private boolean ends(Duration within) {
            try {
                return this.ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
            }
            catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private void cut(Cut why) {
            Body source = this.body;
            if (source != null) {
                source.cut(why);
            }
        }

        @Override
        public void close() {
            Transfers.this.running.remove(this.upload, this);
            this.ended.countDown();
        }

    }

}
