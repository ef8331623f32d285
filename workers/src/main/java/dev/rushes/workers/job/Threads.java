package dev.rushes.workers.job;

import java.util.Map;
import java.util.stream.Stream;

/** How many threads this process may compute on; the one place that decides. */
public final class Threads {

    /** What render farms put into the environment of a task, in order of trust. */
    private static final String[] GRANTS = { "SLURM_CPUS_PER_TASK", "CUE_THREADS" };

    private Threads() {
    }

    /**
     * The number of threads to use.
     * @param asked 1 or more, or 0 for what the farm grants, else the machine's
     * processors
     * @return 1 or more
     */
    public static int of(int asked) {
        return of(asked, System.getenv(), Runtime.getRuntime().availableProcessors());
    }

    static int of(int asked, Map<String, String> environment, int processors) {
        if (asked > 0) {
            return asked;
        }
        return Stream.of(GRANTS)
            .map(environment::get)
            .filter((value) -> value != null && value.matches("[1-9][0-9]{0,3}"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElse(processors);
    }

}
