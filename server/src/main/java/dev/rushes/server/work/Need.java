package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.Production;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.jobs.TaskStore;
import dev.rushes.server.jobs.Want;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.storage.ByteCount;
import dev.rushes.workers.Workspace;
import dev.rushes.workers.job.Piece;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Task;

/**
 * What a job takes of the disk, reckoned from what was made of it. One that takes more
 * than there is on an empty disk would wait for space for ever, and keep all others
 * waiting with what it has made.
 */
final class Need {

    private static final Logger LOG = System.getLogger(Need.class.getName());

    /** Of so little nothing is concluded: the rest may look different. */
    private static final int SHARE_OF_DISK = 8;

    private static final int SHARE_OF_FRAMES = 4;

    /** Jobs in one look. */
    private static final int AT_ONCE = 50;

    private final Production production;

    Need(Production production) {
        this.production = production;
    }

    /**
     * Gives up those jobs that wait for space for a class of workers and would wait for
     * ever; to be called now and then while there is none.
     * @throws Problem EXHAUSTED if the database is away
     */
    void look(Resource resource, String worker) {
        for (TaskStore.Pending pending : this.production.database()
            .read((handle) -> this.production.tasks().pending(handle, resource, AT_ONCE))) {
            Problem why = tooLarge(pending.job(), 0, 0, pending.kind());
            if (why != null) {
                this.production.attempts()
                    .begin(pending.task(), resource, worker)
                    .ifPresent((attempt) -> giveUp(attempt, why));
            }
        }
    }

    /**
     * Ends a job, and removes what was made of it: others need the space, and it can be
     * of use only on another disk.
     */
    void giveUp(Attempt attempt, Problem why) {
        LOG.log(Level.WARNING, "{0} is given up: {1}", attempt.job(), why.getMessage());
        this.production.attempts().fail(attempt, why);
        new Workspace(plan(attempt.job())).remove();
    }

    private Plan plan(String job) {
        return PlanFile.read(this.production.storage(), job, "cpu", 1, 0);
    }

    /**
     * Why a job can never be made on this disk, or null if it can, or if that is not
     * known.
     * @param frames that an attempt made before it ran out of space, 0 for none
     * @param discarded bytes that it had written
     * @param kind of its task
     */
    Problem tooLarge(String job, long frames, long discarded, TaskKind kind) {
        try {
            return tooLarge(plan(job), frames, discarded, kind == TaskKind.ASSEMBLE);
        }
        catch (Problem unplanned) {
            return null;
        }
    }

    private Problem tooLarge(Plan plan, long frames, long discarded, boolean assembly) {
        Workspace workspace = new Workspace(plan);
        List<Piece> pieces = plan.tasks()
            .stream()
            .map((task) -> workspace.finished(task.index()))
            .filter((piece) -> piece != null)
            .toList();
        long disk = this.production.storage().root().toFile().getTotalSpace();
        long room = disk - plan.clip().bytes();
        long made = pieces.stream().mapToLong(Piece::bytes).sum();
        // the master lies beside the segments until it is whole
        long segments = made;
        long master = Math.max(made, discarded);
        if (!assembly && pieces.size() < plan.tasks().size()) {
            segments = all(plan, made + discarded, pieces.stream().mapToLong(Piece::frames).sum() + frames, room);
            master = segments;
        }
        long need = segments + Math.max(master, Want.ROOM);
        return (need <= room) ? null : Problem.unsupported(
                "the job needs about %s of the data directory's disk for its segments and its master, beside the footage"
                        + " with %s, and the disk has %s in all; make less of it (a range, another codec, a smaller"
                        + " scale), or give the data directory a larger disk and retry it",
                ByteCount.text(need), ByteCount.text(plan.clip().bytes()), ByteCount.text(disk));
    }

    /**
     * What all segments take: at least what was made, and if that is enough to tell, as
     * much for the rest.
     */
    private static long all(Plan plan, long bytes, long frames, long room) {
        long total = plan.tasks().stream().mapToLong(Task::frames).sum();
        boolean known = plan.tasks().stream().allMatch((task) -> task.frames() >= 0) && frames > 0 && frames < total;
        boolean enough = bytes > room / SHARE_OF_DISK || frames > total / SHARE_OF_FRAMES;
        return (known && enough) ? Math.round((double) bytes / frames * total) : bytes;
    }

}
