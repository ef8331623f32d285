package dev.rushes.server.queue;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.rushes.server.database.Database;

/**
 * Brings tasks of one class to one worker, one after the other on each of its threads.
 */
public final class Delivery implements AutoCloseable {

    /**
     * Half of it is what a task waits for an idle worker on average; a look costs a
     * fraction of a millisecond.
     */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Missed ones after which a worker is held for dead and its tasks are offered. */
    private static final int HEARTBEATS = 6;

    /** db-scheduler deletes what it does not know after a while: never. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** After trouble of the queue's own, such as a database that does not answer. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Scheduler scheduler;

    private final int threads;

    private final AtomicInteger busy = new AtomicInteger();

    /**
     * Prepares it; {@link #start} begins.
     * @param worker unique among all that ever were, at most 50 letters
     * @param threads how many tasks at once
     * @param work does a task and settles it, queue included; blocks meanwhile
     * @param patience how long {@link #close} waits for tasks at work before it
     * interrupts them
     */
    public Delivery(Database database, Clock clock, Resource resource, String worker, int threads,
            Consumer<String> work, Duration patience) {
        this.threads = threads;
        CustomTask<Void> task = Tasks.custom(Tables.TASK, Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN))
            .onDeadExecutionRevive()
            .execute((instance, _) -> {
                take(() -> work.accept(instance.getId()));
                // the work has settled its row in its own transaction
                return (_, _) -> {
                };
            });
        var builder = Scheduler.create(database.source(), task)
            .tableName(Tables.table(resource))
            .schedulerName(new SchedulerName.Fixed(worker))
            .jdbcCustomization(Tables.types(database))
            .clock(clock::instant)
            .threads(threads)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(HEARTBEATS)
            .deleteUnresolvedAfter(NEVER)
            .enablePriority()
            .failureLogging(LogLevel.OFF, false)
            .addSchedulerListener(new Troubles(resource, clock))
            .shutdownMaxWait(patience);
        this.scheduler = (database.embedded() ? builder.pollUsingFetch(0.5, 1.0)
                : builder.pollUsingLockAndFetch(0.5, 1.0))
            .build();
    }

    public void start() {
        this.scheduler.start();
    }

    /** Takes nothing more; what is at work goes on. */
    public void pause() {
        this.busy.addAndGet(this.threads);
        this.scheduler.pause();
    }

    /**
     * While all threads are busy the queue is left alone: db-scheduler would else pile up
     * candidates that have grown stale when a thread comes free, without a bound.
     */
    private void take(Runnable work) {
        if (this.busy.incrementAndGet() >= this.threads) {
            this.scheduler.pause();
        }
        try {
            work.run();
        }
        finally {
            if (this.busy.decrementAndGet() < this.threads) {
                this.scheduler.resume();
            }
        }
    }

    /** Waits for what is at work, then ends the threads. */
    @Override
    public void close() {
        this.scheduler.stop();
    }

}
