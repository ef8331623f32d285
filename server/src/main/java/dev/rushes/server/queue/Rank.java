package dev.rushes.server.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * The one rule of fairness: a point of priority is worth a minute of waiting. A job that
 * came first goes first, unless another's priority is greater by more than the minutes
 * between them. So the order of any two never changes while they wait, nobody has to
 * count their age up, and the least of jobs (-100) can be overtaken for no more than 200
 * minutes by the greatest (100), which is why none starves.
 */
public final class Rank {

    public static final int LEAST = -100;

    public static final int MOST = 100;

    private static final long POINT_SECONDS = Duration.ofMinutes(1).toSeconds();

    /** 2026; leaves room for 68 years to either side. */
    private static final long EPOCH_SECONDS = 1_767_225_600;

    /** Of one rank there are tasks of one second, and of a job more than one. */
    private static final long TASKS = 1_000_000;

    private Rank() {
    }

    /**
     * Where something stands in a queue.
     * @param priority -100 to 100
     * @param created when its waiting began, milliseconds since 1970
     * @return greater is sooner
     */
    public static int of(int priority, long created) {
        return Math.toIntExact(priority * POINT_SECONDS - (created / 1000 - EPOCH_SECONDS));
    }

    /**
     * The order of what ranks the same, written as a moment that every clock has long
     * passed: what may begin at once is due on a machine whose clock lags or is set back,
     * too.
     * @param created when its job's waiting began, milliseconds since 1970
     * @param number of the task in its job, 0 to 999,999
     */
    public static Instant due(long created, int number) {
        return Instant.ofEpochMilli(Math.floorMod(created, 1000) * TASKS + number);
    }

}
