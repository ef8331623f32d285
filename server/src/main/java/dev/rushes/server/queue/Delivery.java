package dev.rushes.server.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.rushes.server.database.Database;

/**
 * Brings tasks of one class to one worker, one after the other on each of its threads.
 */
public final class Delivery implements AutoCloseable {

    /** What is offered waits ten milliseconds; an idle worker takes 2 % of a core. */
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /**
     * db-scheduler would hold for dead whose last heartbeat is so many of them ago by the
     * clocks of two machines, or by one that was set in between: after a hundred years,
     * which is never. Whoever watches {@link Queue#held} judges better.
     */
    private static final int HEARTBEATS = (int) Duration.ofDays(36_500).dividedBy(HEARTBEAT);

    /** db-scheduler deletes what it does not know after a while: never. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** After trouble of the queue's own, such as a database that does not answer. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Scheduler scheduler;

    private final int threads;

    /** Threads that are at work, or all of them while nothing is to be taken. */
    private int busy;

    private boolean paused;

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
        var builder = new Steady(database.source(), List.of(task)).tableName(Tables.table(resource))
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

    /** Takes nothing more until {@link #resume}; what is at work goes on. */
    public synchronized void pause() {
        if (!this.paused) {
            this.paused = true;
            busy(this.threads);
        }
    }

    /** Takes tasks again; nothing happens unless it was paused. */
    public synchronized void resume() {
        if (this.paused) {
            this.paused = false;
            busy(-this.threads);
        }
    }

    /**
     * While all threads are busy the queue is left alone: db-scheduler would else pile up
     * candidates that have grown stale when a thread comes free, without a bound.
     */
    private void take(Runnable work) {
        busy(1);
        try {
            work.run();
        }
        finally {
            busy(-1);
        }
    }

    private synchronized void busy(int more) {
        this.busy += more;
        if (this.busy >= this.threads) {
            this.scheduler.pause();
        }
        else if (more < 0) {
            this.scheduler.resume();
            // what comes next need not wait for the next look
            this.scheduler.triggerCheckForDueExecutions();
        }
    }

    /** Waits for what is at work, then ends the threads. */
    @Override
    public void close() {
        this.scheduler.stop();
    }

    /**
     * Waits between two looks by the time that passes. db-scheduler itself waits until
     * the clock shows a moment, for hours if the clock is set back by hours.
     */
    private static final class Steady extends SchedulerBuilder {

        Steady(DataSource source, List<Task<?>> tasks) {
            super(source, tasks);
        }

        @Override
        protected Waiter buildWaiter() {
            return new Waiter(POLL, () -> Instant.EPOCH.plusNanos(System.nanoTime()));
        }

    }

}
