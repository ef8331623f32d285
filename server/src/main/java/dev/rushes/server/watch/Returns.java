package dev.rushes.server.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Storage;

/**
 * Brings what jobs made of a folder's files to where it belongs, whether the folder is
 * there or not. What has to do with the footage itself waits for it.
 */
final class Returns {

    private static final Logger LOG = System.getLogger(Returns.class.getName());

    private final WatchFolder folder;

    private final Ledger ledger;

    private final Database database;

    private final Storage storage;

    private final Keys keys;

    private final Stop stop;

    private final Troubles troubles;

    Returns(WatchFolder folder, Ledger ledger, Database database, Storage storage, Keys keys, Stop stop) {
        this.folder = folder;
        this.ledger = ledger;
        this.database = database;
        this.storage = storage;
        this.keys = keys;
        this.stop = stop;
        this.troubles = new Troubles(folder.poll());
    }

    /**
     * Looks how the jobs on their way are getting on.
     * @param there whether the folder is there, with anything in it
     */
    void turn(boolean there, long now) {
        List<Ledger.Entry> due = this.ledger.due();
        for (Ledger.Entry entry : due) {
            if (this.stop.wanted()) {
                return;
            }
            if (this.troubles.waiting(entry.key(), now)) {
                continue;
            }
            try {
                settle(entry, there);
                this.troubles.over(entry.key());
            }
            catch (InterruptedIOException stopped) {
                return;
            }
            catch (IOException | RuntimeException trouble) {
                // the output may come back; the job's artefacts stay meanwhile
                String sentence = Troubles.sentence(trouble);
                if (this.troubles.failed(entry.key(), sentence, now)) {
                    LOG.log(Level.WARNING, "what {0} made of {1} is not settled yet: {2}; it is tried again",
                            entry.job(), entry.path(), sentence);
                }
            }
        }
        this.troubles.retain(due.stream().map(Ledger.Entry::key).toList());
    }

    private void settle(Ledger.Entry entry, boolean there) throws IOException {
        if (entry.state().equals(Ledger.DELIVERED)) {
            if (there) {
                clear(entry);
            }
            return;
        }
        Ending end = Ending.of(this.database, entry.job()).orElse(null);
        if (end == null) {
            return;
        }
        if (end.state().equals("done")) {
            deliver(entry, end);
            this.ledger.settle(entry.key(), this.folder.move() ? Ledger.DELIVERED : Ledger.DONE);
            if (this.folder.move() && there) {
                clear(entry);
            }
        }
        else if (end.state().equals("cancelled")) {
            this.ledger.giveUp(entry, end);
        }
        else if (there) {
            // before it is settled, for afterwards nobody would
            Errors.write(clip(entry), reason(entry, end));
            this.ledger.giveUp(entry, end);
        }
    }

    private static String reason(Ledger.Entry entry, Ending end) {
        if (end.state().equals("gone")) {
            return "somebody has deleted the job before its result was delivered; copy the footage here again to have"
                    + " it made anew";
        }
        return "%s (job %s)".formatted((end.problem() != null) ? end.problem() : "the job failed", entry.job());
    }

    private void deliver(Ledger.Entry entry, Ending end) throws IOException {
        Path below = Path.of(entry.path()).getParent();
        Path output = (below != null) ? this.folder.output().resolve(below) : this.folder.output();
        for (Ending.Artefact file : end.files()) {
            // the job's own, for another folder may have the same output
            Path made = Copying.deliver(new Copying.Parcel(this.storage.root().resolve(file.path()), file.sha256(),
                    file.name(), entry.job() + "." + file.kind()), output, (_, _) -> this.stop.check());
            LOG.log(Level.INFO, "{0} is delivered", made);
        }
        Errors.clear(clip(entry));
    }

    private Path clip(Ledger.Entry entry) {
        return this.folder.path().resolve(Members.called(Path.of(entry.path())));
    }

    /** Moves footage that is done with out of the way, if it is still what it was. */
    private void clear(Ledger.Entry entry) throws IOException {
        Path path = Path.of(entry.path());
        if (entry.moving() != null) {
            // it was begun, by us or by a server that died over it; what has come in its
            // place since is other footage
            Found rest = Members.moving(this.folder.path(), this.folder.path().resolve(entry.moving()), path);
            if (rest != null && rest.stamp().equals(entry.stamp())) {
                move(path, Path.of(entry.moving()));
            }
        }
        else {
            List<Path> files = Members.of(this.folder.path(), path);
            if (files.isEmpty()) {
                // it may lie on a disk that is away; if it never comes, it is forgotten
                return;
            }
            if (same(path, entry.key())) {
                Path place = place(files);
                this.ledger.moving(entry.key(), place.toString());
                move(path, place);
            }
        }
        this.ledger.settle(entry.key(), Ledger.DONE);
    }

    /** Whether a clip is still what was taken under a key. */
    private boolean same(Path path, String key) throws IOException {
        Found now = Members.now(this.folder.path(), path);
        if (now == null) {
            return false;
        }
        try {
            return this.keys.matches(now, Sidecar.of(this.folder.path().resolve(now.called()), this.folder.order()),
                    key);
        }
        catch (Problem wrong) {
            if (wrong.kind() == Problem.Kind.INVALID) {
                // its sidecar has changed
                return false;
            }
            throw wrong;
        }
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
    private void move(Path clip, Path place) throws IOException {
        for (Path file : Members.of(this.folder.path(), clip)) {
            Path target = this.folder.path().resolve(place).resolve(file);
            Files.createDirectories(target.getParent());
            // without leave to replace: never onto what is there already
            Files.move(this.folder.path().resolve(file), target);
        }
    }

}
