package dev.rushes.server.jobs;

import java.time.Duration;

import dev.rushes.models.Problem;

/** What of the troubles of a task is worth another try, how often and how late. */
final class Retry {

    /** Deaths of workers after which their task is held for the cause. */
    static final int DEATHS = 3;

    /**
     * Ends of the whole server in a row, without any progress in between, from which on
     * they count as deaths.
     */
    static final int LOSSES = 5;

    static final int TRIES = 5;

    /** What is waited for space, or for others to end, before it is looked again. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Footage that could not be looked at for now is looked at again for a month. */
    private static final Duration PROBE_WAIT = Duration.ofHours(1);

    private static final int PROBE_TRIES = 30 * 24;

    private Retry() {
    }

    /**
     * How long to wait before the next try.
     * @param kind CONFLICT is one of the database's: two changed the same at once
     * @param failures so far, this one included
     * @return null if there is none
     */
    static Duration after(TaskKind task, Problem.Kind kind, int failures) {
        int tries = switch (kind) {
            case INTERNAL, EXHAUSTED, CONFLICT -> TRIES;
            case INVALID, UNSUPPORTED, MEDIA, NOT_FOUND, CANCELLED -> 0;
        };
        if (failures >= tries) {
            return lasting(task, kind, failures) ? PROBE_WAIT : null;
        }
        return wait(failures);
    }

    /** What a task waits after so many failures, if it is tried again at all. */
    static Duration wait(int failures) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        // 2 s, 8 s, 32 s, 128 s, 5 min
        Duration wait = FIRST.multipliedBy(1L << Math.min(2 * (failures - 1), 20));
        return (wait.compareTo(LONGEST) < 0) ? wait : LONGEST;
    }

    /**
     * Whether a probe goes on being tried, though with long pauses: what keeps it from
     * looking says nothing of the footage, which somebody may have uploaded for a day.
     */
    static boolean lasting(TaskKind task, Problem.Kind kind, int failures) {
        return task == TaskKind.PROBE && failures < PROBE_TRIES && switch (kind) {
            case INTERNAL, EXHAUSTED, CONFLICT -> true;
            case INVALID, UNSUPPORTED, MEDIA, NOT_FOUND, CANCELLED -> false;
        };
    }

}
