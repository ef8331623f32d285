package dev.rushes.server.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.rushes.server.Production;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.Still;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Workspace;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.previews.Stills;
import org.jdbi.v3.core.Handle;

/** Takes one frame of a finished job, of its source or of its master. */
final class StillWork implements TaskWork {

    /** Of one job; the oldest go. Of 8K they take a gigabyte. */
    private static final int KEPT = 16;

    private final Production production;

    StillWork(Production production) {
        this.production = production;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.STILL;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        Still still = Still.of(attempt.number());
        Path folder = this.production.storage().stills(attempt.job());
        Path file = folder.resolve(still.file());
        if (!Files.isRegularFile(file)) {
            monitor.phase("taking a frame");
            byte[] png = take(attempt, still, monitor);
            Workspace.makeFolder(folder);
            try {
                Disk.writeWhole(file, Disk.ownPart(file), png);
                forgetOldest(folder);
            }
            catch (IOException trouble) {
                throw Disk.problem(trouble, file + " cannot be written");
            }
        }
        // the file is all that is to know of it
        return (handle) -> this.production.tasks().forget(handle, attempt.task());
    }

    private byte[] take(Attempt attempt, Still still, Monitor monitor) {
        Plan plan = PlanFile.read(this.production.storage(), attempt.job(), "cpu", 1, 0);
        if (still.master()) {
            return Stills.ofMaster(plan, still.frame(), monitor);
        }
        String sha256 = this.production.asset(attempt.asset()).sha256();
        return Stills.ofSource(plan, Footage.of(this.production.storage(), sha256), still.frame(), monitor);
    }

    private static void forgetOldest(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> files = listed.filter((file) -> file.toString().endsWith(".png"))
                .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed())
                .toList();
            for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

}
