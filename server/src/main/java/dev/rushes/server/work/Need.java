package dev.rushes.server.work;

import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.Production;
import dev.rushes.server.jobs.Want;
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

    /** Of so little nothing is concluded: the rest may look different. */
    private static final int SHARE_OF_DISK = 8;

    private static final int SHARE_OF_FRAMES = 4;

    private final Production production;

    Need(Production production) {
        this.production = production;
    }

    /**
     * Why a job can never be made on this disk, or null if it can, or if that is not
     * known.
     * @param frames that an attempt made before it ran out of space, 0 for none
     * @param discarded bytes that it had written
     * @param assembly whether that was the master
     */
    Problem tooLarge(String job, long frames, long discarded, boolean assembly) {
        Plan plan = PlanFile.read(this.production.storage(), job, "cpu", 1, 0);
        Workspace workspace = new Workspace(plan);
        List<Piece> pieces = plan.tasks()
            .stream()
            .map((task) -> workspace.finished(task.index()))
            .filter((piece) -> piece != null)
            .toList();
        long disk = this.production.storage().root().toFile().getTotalSpace();
        long room = disk - plan.clip().bytes();
        long bytes = pieces.stream().mapToLong(Piece::bytes).sum();
        long need;
        if (assembly || pieces.size() == plan.tasks().size()) {
            need = bytes + Math.max(Math.max(bytes, discarded), Want.ROOM);
        }
        else {
            long segments = all(plan, bytes + discarded, pieces.stream().mapToLong(Piece::frames).sum() + frames, room);
            need = segments + Math.max(segments, Want.ROOM);
        }
        return (need <= room) ? null : Problem.unsupported(
                "the job needs about %s of the data directory's disk for its segments and its master, beside the footage with %s, and the disk has %s in all; make less of it (a range, another codec, a smaller scale), or give the data directory a larger disk and retry it",
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
