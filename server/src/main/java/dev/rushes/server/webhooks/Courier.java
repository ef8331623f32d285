package dev.rushes.server.webhooks;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Poller;
import org.jdbi.v3.core.Handle;

/** Sends what is due, some at once, and writes down how it fared. */
final class Courier implements AutoCloseable {

    /** Messages under way together. */
    static final int AT_ONCE = 8;

    /**
     * A message that was begun and not written down is sent again after this; longer than
     * any attempt takes.
     */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration KEPT = Duration.ofDays(30);

    private static final int KEPT_COUNT = 100_000;

    private static final int GONE = 410;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Courier.class.getName());

    private final Database database;

    private final Clock clock;

    private final Secrets secrets;

    private final Sender sender;

    private final RandomGenerator random;

    private final Semaphore free = new Semaphore(AT_ONCE);

    private final Poller poller = new Poller("webhooks", "webhooks cannot be sent", POLL, this::turn);

    Courier(Database database, Clock clock, Secrets secrets, Sender sender, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.secrets = secrets;
        this.sender = sender;
        this.random = random;
    }

    void start() {
        this.poller.start();
    }

    /** Begins as much as is due and as there is room for. */
    void turn() {
        long now = this.clock.millis();
        int room = this.free.availablePermits();
        if (room == 0) {
            return;
        }
        for (Delivery delivery : due(now, room)) {
            if (!this.free.tryAcquire()) {
                return;
            }
            Thread.ofVirtual().name("webhook").start(() -> {
                try {
                    if (claim(delivery, now)) {
                        deliver(delivery);
                    }
                }
                catch (RuntimeException trouble) {
                    LOG.log(Level.WARNING, "webhook {0}: {1}", delivery.id(), trouble.getMessage());
                }
                finally {
                    this.free.release();
                    this.poller.wake();
                }
            });
        }
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return this.free.availablePermits() == AT_ONCE;
    }

    private List<Delivery> due(long now, int room) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT " + Delivery.COLUMNS
                    + " FROM deliveries WHERE state = 'waiting' AND next <= :now ORDER BY next LIMIT :room")
            .bind("now", now)
            .bind("room", room)
            .map(Delivery::read)
            .list());
    }

    /** Another process may have been quicker. */
    private boolean claim(Delivery delivery, long now) {
        return this.database.change((handle) -> handle.execute(
                "UPDATE deliveries SET attempts = attempts + 1, next = ?"
                        + " WHERE id = ? AND state = 'waiting' AND attempts = ? AND next = ?",
                now + LEASE.toMillis(), delivery.id(), delivery.attempts(), delivery.next())) == 1;
    }

    private void deliver(Delivery delivery) {
        int attempts = delivery.attempts() + 1;
        // one that kills whoever sends it is never written down, but each time counted
        Attempt attempt = (attempts <= Backoff.ATTEMPTS) ? attempt(delivery) : new Attempt(null,
                "the server stopped each time before the receiver had answered; submit a new job to be told", false);
        Optional<Duration> pause = attempt.again() ? Backoff.after(attempts, this.random) : Optional.empty();
        long now = this.clock.millis();
        String state = attempt.done() ? "done" : (pause.isPresent() ? "waiting" : "failed");
        this.database.update((handle) -> handle.execute(
                "UPDATE deliveries SET state = ?, next = ?, status = ?, problem = ?, finished = ?"
                        + " WHERE id = ? AND attempts = ?",
                state, now + pause.orElse(Duration.ZERO).toMillis(), attempt.status(), attempt.problem(),
                pause.isPresent() ? null : now, delivery.id(), attempts));
    }

    /** Sends a test message at once, for whoever waits for the answer. */
    Delivery test(Delivery delivery) {
        if (!this.free.tryAcquire()) {
            throw Problem.exhausted("%d webhooks are being sent; try again in a moment", AT_ONCE);
        }
        try {
            Attempt attempt = attempt(delivery);
            long now = this.clock.millis();
            this.database.update((handle) -> handle.execute(
                    "UPDATE deliveries SET state = ?, attempts = 1, status = ?, problem = ?, finished = ? WHERE id = ?",
                    attempt.done() ? "done" : "failed", attempt.status(), attempt.problem(), now, delivery.id()));
        }
        finally {
            this.free.release();
        }
        return this.database
            .read((handle) -> handle.createQuery("SELECT " + Delivery.COLUMNS + " FROM deliveries WHERE id = :id")
                .bind("id", delivery.id())
                .map(Delivery::read)
                .one());
    }

    private Attempt attempt(Delivery delivery) {
        List<String> keys = this.database.change((handle) -> this.secrets.shown(handle).all());
        try {
            return Attempt.answered(this.sender.send(delivery, keys));
        }
        catch (Problem problem) {
            return new Attempt(null, problem.getMessage(), problem.kind() != Problem.Kind.INVALID);
        }
        catch (RuntimeException broken) {
            // no network says that: it would be the same the next time
            LOG.log(Level.WARNING, "webhook " + delivery.id(), broken);
            return new Attempt(null, "the message cannot be sent: %s".formatted(broken), false);
        }
    }

    int prune(Handle handle, boolean aged) {
        return handle.execute(
                "DELETE FROM deliveries WHERE state <> 'waiting' AND (created < ? OR id <= COALESCE("
                        + "(SELECT id FROM deliveries ORDER BY id DESC LIMIT 1 OFFSET ?), ''))",
                aged ? this.clock.millis() - KEPT.toMillis() : Long.MIN_VALUE, KEPT_COUNT);
    }

    @Override
    public void close() {
        this.poller.close();
        try {
            // those under way are written down, or else sent again after the next start
            this.free.tryAcquire(AT_ONCE, CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        this.sender.close();
    }

    /**
     * How a message fared once.
     *
     * @param status HTTP's, or null without an answer
     * @param problem null if it arrived
     * @param again whether it may fare better later
     */
    private record Attempt(Integer status, String problem, boolean again) {

        static Attempt answered(int status) {
            if (status >= 200 && status < 300) {
                return new Attempt(status, null, false);
            }
            String redirect = (status >= 300 && status < 400) ? "; redirects are not followed" : "";
            return new Attempt(status, "the receiver answered %d%s".formatted(status, redirect), status != GONE);
        }

        boolean done() {
            return this.problem == null;
        }

    }

}
