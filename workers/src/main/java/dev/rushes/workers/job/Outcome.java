package dev.rushes.workers.job;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of a job.
 *
 * @param master the finished file (or folder of a sequence)
 * @param report its JSON report
 * @param frames frames in the master
 * @param reused of those decoded, how many were held: equal to the one before and not
 * computed again
 * @param alreadyDone true if an earlier run had made exactly this and nothing was done
 * @param notices what a person should know, one sentence each
 */
public record Outcome(Path master, Path report, long frames, long reused, boolean alreadyDone, List<String> notices) {

}
