package dev.rushes.server.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

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

    private final Output output;

    private final Database database;

    private final Storage storage;

    private final Departure departure;

    private final Stop stop;

    private final Troubles troubles;

    private boolean looked;

    Returns(WatchFolder folder, Ledger ledger, Database database, Storage storage, Departure departure, Stop stop) {
        this.folder = folder;
        this.ledger = ledger;
        this.output = new Output(folder.output(), database);
        this.database = database;
        this.storage = storage;
        this.departure = departure;
        this.stop = stop;
        this.troubles = new Troubles(folder.poll());
    }

    /**
     * Looks how the jobs on their way are getting on.
     * @param clips that are there; none if the folder is away
     */
    void turn(List<Found> clips, long now) {
        List<Ledger.Entry> due = this.ledger.due();
        if (!this.looked) {
            this.looked = true;
            look();
        }
        if (!due.isEmpty()) {
            this.departure.look(clips);
        }
        for (Ledger.Entry entry : due) {
            if (this.stop.wanted()) {
                return;
            }
            if (this.troubles.waiting(entry.key(), now)) {
                continue;
            }
            try {
                settle(entry, !clips.isEmpty());
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

    /** What the output lies on is known before the first master, which may come late. */
    private void look() {
        try {
            this.output.demandThere();
        }
        catch (IOException | RuntimeException away) {
            LOG.log(Level.DEBUG, "the first master will say so", away);
        }
    }

    private void settle(Ledger.Entry entry, boolean there) throws IOException {
        if (entry.state().equals(Ledger.DELIVERED)) {
            if (there) {
                this.departure.of(entry);
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
                this.departure.of(entry);
            }
        }
        else if (end.state().equals("cancelled")) {
            this.ledger.giveUp(entry, end);
        }
        else if (there) {
            // before it is settled, for afterwards nobody would; a job that failed once
            // more
            // has nothing to say of what came in the place of its footage
            if (isThere(entry) && !this.ledger.takenOtherwise(entry)) {
                Errors.write(clip(entry), reason(entry, end));
            }
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
        this.output.demandThere();
        Path below = Path.of(entry.path()).getParent();
        Path output = (below != null) ? this.folder.output().resolve(below) : this.folder.output();
        for (Ending.Artefact file : end.files()) {
            // the job's own, for another folder may have the same output
            Path made = Copying.deliver(new Copying.Parcel(this.storage.root().resolve(file.path()), file.sha256(),
                    file.name(), entry.job() + "." + file.kind()), output, (_, _) -> this.stop.check());
            LOG.log(Level.INFO, "{0} is delivered", made);
        }
        if (isThere(entry) || Members.of(this.folder.path(), Path.of(entry.path())).isEmpty()) {
            Errors.clear(clip(entry));
        }
    }

    /** Whether footage is still what was taken, and not other of its name. */
    private boolean isThere(Ledger.Entry entry) throws IOException {
        try {
            Found now = Members.now(this.folder.path(), Path.of(entry.path()));
            return now != null && now.stamp().equals(entry.stamp());
        }
        catch (NoSuchFileException gone) {
            return false;
        }
    }

    private Path clip(Ledger.Entry entry) {
        return this.folder.path().resolve(Members.called(Path.of(entry.path())));
    }

}
