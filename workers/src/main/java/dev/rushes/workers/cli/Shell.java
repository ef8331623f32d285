package dev.rushes.workers.cli;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.Worker;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.job.Outcome;

/**
 * What a command sees of the world.
 *
 * @param out results
 * @param err news and complaints
 * @param columns width of the terminal, 0 if there is none; the launcher knows, Java
 * cannot tell
 * @param debug whether complaints come with stack traces
 * @param cancelled true once a person or the system asked to stop
 * @param own the folder of the user's own models
 */
record Shell(PrintStream out, PrintStream err, int columns, boolean debug, BooleanSupplier cancelled,
        ModelsFolder own) {

    Models models() {
        return this.own.models();
    }

    Worker worker() {
        return new Worker(models());
    }

    /** Tells that a clip is finished: its master's path is the result. */
    void report(Outcome outcome, Progress news) {
        outcome.notices().forEach(news::warn);
        if (outcome.alreadyDone()) {
            news.doneBefore();
        }
        else {
            news.done(outcome.frames(), outcome.reused());
        }
        this.out.println(outcome.master());
    }

    /**
     * Says in one sentence what went wrong.
     * @return the exit code
     */
    int complain(Throwable trouble) {
        Problem problem = problem(trouble);
        this.err.println("rushes: " + oneLine(problem.getMessage()));
        trace(trouble);
        return ExitCode.of(problem.kind());
    }

    /** The same while progress is shown. */
    Problem.Kind complain(Throwable trouble, Progress news) {
        Problem problem = problem(trouble);
        news.failed(oneLine(problem.getMessage()));
        trace(trouble);
        return problem.kind();
    }

    /** A sentence may quote a hostile file: no control characters reach a terminal. */
    static String oneLine(String sentence) {
        return sentence.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private Problem problem(Throwable trouble) {
        if (this.cancelled.getAsBoolean()) {
            // whatever broke, it broke because it was told to stop
            return Problem.cancelled();
        }
        return switch (trouble) {
            case Problem problem -> problem;
            case OutOfMemoryError _ ->
                Problem.exhausted("out of memory; free some, or try fewer --segments, and run it again");
            default -> Problem.internal(trouble, "internal error: %s%s", trouble,
                    this.debug ? "" : "; RUSHES_DEBUG=1 in the environment shows where");
        };
    }

    private void trace(Throwable trouble) {
        if (this.debug) {
            trouble.printStackTrace(this.err);
        }
    }

}
