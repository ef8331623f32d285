package dev.rushes.server.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;

import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Storage;

/** Brings what jobs made of a folder's files to where it belongs. */
final class Returns {

    private static final Logger LOG = System.getLogger(Returns.class.getName());

    private final WatchFolder folder;

    private final Ledger ledger;

    private final Database database;

    private final Storage storage;

    /** Whether a file is still what was taken under a key. */
    private final BiPredicate<Path, String> same;

    Returns(WatchFolder folder, Ledger ledger, Database database, Storage storage, BiPredicate<Path, String> same) {
        this.folder = folder;
        this.ledger = ledger;
        this.database = database;
        this.storage = storage;
        this.same = same;
    }

    /** Looks how the jobs on their way are getting on. */
    void turn() {
        for (Ledger.Entry entry : this.ledger.taken()) {
            JobEnd.of(this.database, entry.job()).ifPresent((end) -> {
                try {
                    settle(entry, end);
                }
                catch (IOException trouble) {
                    // the output may come back; the job's artefacts stay meanwhile
                    LOG.log(Level.WARNING, "what {0} made of {1} cannot be delivered yet: {2}", entry.job(),
                            entry.path(), trouble.getMessage());
                }
            });
        }
    }

    private void settle(Ledger.Entry entry, JobEnd end) throws IOException {
        Path clip = this.folder.path().resolve(entry.path());
        if (!end.state().equals("done")) {
            this.ledger.settle(entry.key(), Ledger.FAILED, end.problem());
            if (end.state().equals("gone")) {
                Errors.write(clip, "somebody has deleted the job before its result was delivered; copy the footage here"
                        + " again to have it made anew");
            }
            if (end.state().equals("failed")) {
                Errors.write(clip, "%s (job %s)".formatted((end.problem() != null) ? end.problem() : "the job failed",
                        entry.job()));
            }
            return;
        }
        Path below = Path.of(entry.path()).getParent();
        Path output = (below != null) ? this.folder.output().resolve(below) : this.folder.output();
        for (JobEnd.Artefact file : end.files()) {
            Path made = Copying.deliver(this.storage.root().resolve(file.path()), output, file.name());
            LOG.log(Level.INFO, "{0} is delivered", made);
        }
        Errors.clear(clip);
        if (this.folder.move() && this.same.test(Path.of(entry.path()), entry.key())) {
            move(clip, entry.path());
        }
        this.ledger.settle(entry.key(), Ledger.DONE, null);
    }

    /** Never onto what is there already. */
    private void move(Path clip, String path) throws IOException {
        Path target = this.folder.path().resolve(WatchFolder.DONE).resolve(path);
        Files.createDirectories(target.getParent());
        for (int number = 1;; number++) {
            Path free = target.resolveSibling(Copying.numbered(target.getFileName().toString(), number));
            if (!Files.exists(free)) {
                Files.move(clip, free);
                return;
            }
        }
    }

}
