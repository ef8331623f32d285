package dev.rushes.workers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Threads;
import dev.rushes.workers.media.Probe;
import dev.rushes.workers.plan.Planner;
import dev.rushes.workers.tags.TagRequest;
import dev.rushes.workers.tags.Tagger;
import dev.rushes.workers.timeline.FrameRate;

/** The entry to all work, the same for the queue, the command line and a render farm. */
public final class Worker {

    private final Models models;

    public Worker(Models models) {
        this.models = models;
    }

    /** Everything a clip's container says. */
    public ClipInfo probe(Path clip) {
        return probe(clip, null);
    }

    /** The same at the rate of an image sequence as a person writes it, or null. */
    public ClipInfo probe(Path clip, String rate) {
        return probe(clip, rate, Monitor.NONE);
    }

    /**
     * Everything a clip's container says.
     * @param rate of an image sequence as a person writes it, or null for what its first
     * picture says, or else 24
     * @param monitor stops it: a file without an index is read from end to end
     */
    public ClipInfo probe(Path clip, String rate, Monitor monitor) {
        return Probe.of(clip, rate == null ? null : FrameRate.parse(rate), monitor).info();
    }

    /**
     * Finds what is in a clip and writes it beside each other into a folder.
     * @return the document {@code <stem>.tags.json}
     */
    public Path tag(TagRequest request, Monitor monitor) {
        ClipInfo clip = probe(request.clip(), request.rate(), monitor);
        return Tagger.tag(request, clip, monitor);
    }

    /** Decides how a job will be done; decodes a little of the clip to measure it. */
    public Plan plan(Job job, Monitor monitor) {
        return new Planner(this.models).plan(job, Threads.of(job.threads()), monitor);
    }

    /**
     * Makes one segment; returns at once if it is already there and whole.
     * @throws Problem CONFLICT if another process is at it
     */
    public void run(Plan plan, int task, Monitor monitor) {
        run(plan, task, new Workspace(plan), monitor);
    }

    /**
     * The same in one of several attempts that somebody counts: none waits for another,
     * and only the last can change anything.
     * @throws Problem CANCELLED or EXHAUSTED if a later one was made
     */
    public void run(Plan plan, int task, Claim claim, Monitor monitor) {
        run(plan, task, new Workspace(plan, claim), monitor);
    }

    private void run(Plan plan, int task, Workspace workspace, Monitor monitor) {
        permitted(plan);
        if (Finished.already(plan) != null) {
            return;
        }
        try (SegmentRunner runner = new SegmentRunner(this.models, plan, workspace, 1)) {
            runner.run(task, monitor);
        }
    }

    /** Whether the master of this very plan is there with its report. */
    public boolean finished(Plan plan) {
        return Finished.already(plan) != null;
    }

    /**
     * Joins the finished segments with sound and all else into the master; returns at
     * once if that is already there.
     */
    public Outcome assemble(Plan plan, Monitor monitor) {
        permitted(plan);
        return exclusively(plan, workspace -> new Assembly(this.models, plan, workspace).run(monitor));
    }

    /**
     * The same in one of several attempts that somebody counts: none waits for another,
     * and only the last can change anything.
     * @throws Problem CANCELLED or EXHAUSTED if a later one was made
     */
    public Outcome assemble(Plan plan, Claim claim, Monitor monitor) {
        permitted(plan);
        Workspace workspace = new Workspace(plan, claim);
        Outcome done = Finished.already(plan);
        if (done != null) {
            workspace.remove();
            return done;
        }
        try (Workspace.Hold _ = workspace.beginAssembly()) {
            // an earlier attempt may have finished it before it lost the right to
            done = Finished.already(plan);
            if (done == null) {
                return new Assembly(this.models, plan, workspace).run(monitor);
            }
            workspace.remove();
            return done;
        }
        catch (Problem trouble) {
            // such as an earlier one that has finished and cleared up just now
            done = Finished.already(plan);
            if (done == null) {
                throw trouble;
            }
            return done;
        }
    }

    /** A plan may come from where other models are allowed. */
    private void permitted(Plan plan) {
        plan.processing().stages().forEach(stage -> this.models.licences().checked(this.models.card(stage.model())));
    }

    /**
     * Plan, run and assemble in one go, in this process. Segments that an interrupted run
     * of the same job left behind are not made again.
     */
    public Outcome process(Job job, Monitor monitor) {
        Plan plan = plan(job, monitor);
        return exclusively(plan, workspace -> {
            try {
                plan.notices().forEach(monitor::warn);
                new Segments(this.models, plan).run(monitor);
                return new Assembly(this.models, plan, workspace).run(monitor);
            }
            catch (RuntimeException | Error ex) {
                // only a crash leaves pieces behind; where a farm is at work on them they
                // are not ours alone
                if (!(ex instanceof Problem problem && problem.kind() == Problem.Kind.CONFLICT)) {
                    workspace.remove();
                }
                throw ex;
            }
        });
    }

    private static Outcome exclusively(Plan plan, Function<Workspace, Outcome> work) {
        Outcome done = Finished.already(plan);
        if (done != null) {
            clearUp(plan);
            return done;
        }
        Workspace workspace = new Workspace(plan);
        try (WorkLock _ = workspace.lockJob()) {
            // a rival may have finished it before we had the lock
            done = Finished.already(plan);
            if (done != null) {
                workspace.remove();
                return done;
            }
            try {
                return work.apply(workspace);
            }
            catch (RuntimeException | Error ex) {
                workspace.removeUnused();
                throw ex;
            }
        }
    }

    /**
     * A crash right after the report was written leaves the pieces, and nobody else comes
     * back to them.
     */
    private static void clearUp(Plan plan) {
        if (!Files.exists(plan.workspace())) {
            return;
        }
        Workspace workspace = new Workspace(plan);
        try (WorkLock _ = workspace.lockJob()) {
            workspace.remove();
        }
        catch (Problem busy) {
            // whoever has it is just removing it; and a disk that refuses takes nothing
            // from the master
        }
    }

}
