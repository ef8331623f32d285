package dev.rushes.server.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Path clip = this.folder.path().resolve(Members.called(Path.of(entry.path())));
        if (entry.moving() != null) {
            // it was begun, by us or by a server that died over it
            move(entry.path(), Path.of(entry.moving()));
            this.ledger.settle(entry.key(), Ledger.DONE, null);
            return;
        }
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
            Path place = place(Members.of(this.folder.path(), Path.of(entry.path())));
            this.ledger.moving(entry.key(), place.toString());
            move(entry.path(), place);
        }
        this.ledger.settle(entry.key(), Ledger.DONE, null);
    }

    /** Where nothing of the same names is: done, done/2, done/3 and so on. */
    private Path place(List<Path> files) {
        for (int number = 1;; number++) {
            Path done = Path.of(WatchFolder.DONE);
            Path place = (number == 1) ? done : done.resolve(String.valueOf(number));
            if (files.stream().noneMatch((file) -> Files.exists(this.folder.path().resolve(place).resolve(file)))) {
                return place;
            }
        }
    }

    /** Moves what is still there; what was moved before a crash is there no more. */
    private void move(String clip, Path place) throws IOException {
        for (Path file : Members.of(this.folder.path(), Path.of(clip))) {
            Path target = this.folder.path().resolve(place).resolve(file);
            Files.createDirectories(target.getParent());
            // without leave to replace: never onto what is there already
            Files.move(this.folder.path().resolve(file), target);
        }
    }

}
