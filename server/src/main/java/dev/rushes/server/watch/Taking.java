package dev.rushes.server.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import dev.rushes.models.Problem;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.storage.Sequence;
import dev.rushes.server.storage.Storage;

/** Takes clips that have come to rest, each once, or says once why not. */
final class Taking {

    /** Who asks for the jobs. */
    static final String OWNER = "watch";

    /** The same order of the same clip will be as wrong the next time. */
    private static final Set<Problem.Kind> FINAL = Set.of(Problem.Kind.INVALID, Problem.Kind.UNSUPPORTED,
            Problem.Kind.MEDIA);

    private static final int TOO_LARGE = 413;

    private static final Logger LOG = System.getLogger(Taking.class.getName());

    private final WatchFolder folder;

    private final Storage storage;

    private final Intake intake;

    private final Clock clock;

    private final Ledger ledger;

    private final Keys keys;

    private final Refusals refusals;

    private final Stop stop;

    private final Troubles troubles;

    /** Bytes for which there was no room at this look, or more than any clip has. */
    private long noRoom = Long.MAX_VALUE;

    Taking(WatchFolder folder, Storage storage, Intake intake, Clock clock, Ledger ledger, Keys keys, Refusals refusals,
            Stop stop) {
        this.folder = folder;
        this.storage = storage;
        this.intake = intake;
        this.clock = clock;
        this.ledger = ledger;
        this.keys = keys;
        this.refusals = refusals;
        this.stop = stop;
        this.troubles = new Troubles(folder.poll());
    }

    /** To be called before a look. */
    void look() {
        this.noRoom = Long.MAX_VALUE;
    }

    /** To be called after a look: what is not there any more is forgotten. */
    void retain(Collection<Path> clips) {
        Set<Object> kept = new HashSet<>(clips);
        if (this.noRoom < Long.MAX_VALUE) {
            kept.add(this.folder);
        }
        this.troubles.retain(kept);
    }

    /**
     * Takes a clip if it has not been dealt with, there is room, and nothing is wrong.
     */
    void consider(Found clip) {
        if (this.troubles.waiting(clip.path(), this.clock.millis())) {
            return;
        }
        // as long as nothing else is known
        Order order = this.folder.order();
        try {
            Sidecar sidecar;
            try {
                demandUsable(clip);
                sidecar = Sidecar.of(this.folder.path().resolve(clip.called()), this.folder);
            }
            catch (Problem wrong) {
                this.refusals.tell(clip, this.keys.of(clip, wrong.getMessage()), order, wrong);
                return;
            }
            if (sidecar.skip()) {
                return;
            }
            order = sidecar.order();
            String key = this.keys.of(clip, sidecar);
            if (!this.keys.dealtWith(clip, key) && clip.size() < this.noRoom) {
                take(clip, key, order);
            }
        }
        catch (IOException | RuntimeException trouble) {
            // gone, not open to us, no such preset: the next look tells more
            String sentence = Troubles.sentence(trouble);
            boolean news = this.troubles.met(clip.path(), sentence);
            if (!tell(clip, order, trouble, sentence)) {
                say(news, clip, sentence);
            }
        }
    }

    /**
     * Tells what whoever brought the clip can mend; false if that is not so. It is tried
     * again nevertheless.
     */
    private boolean tell(Found clip, Order order, Exception trouble, String sentence) {
        try {
            boolean denied = trouble instanceof AccessDeniedException file
                    && Path.of(file.getFile()).startsWith(this.folder.path());
            // a folder's own preset is no matter of its clips, nor one that was deleted
            // after it was used
            boolean misnamed = trouble instanceof Problem problem && problem.kind() == Problem.Kind.NOT_FOUND
                    && !order.recipe().equals(this.folder.order().recipe()) && !this.ledger.taken(clip.stamp());
            if (denied || misnamed) {
                this.refusals.tellUnread(clip, order,
                        new Problem(denied ? Problem.Kind.MEDIA : Problem.Kind.NOT_FOUND, sentence));
            }
            return denied || misnamed;
        }
        catch (RuntimeException later) {
            return false;
        }
    }

    /**
     * Makes sure that a clip can be called by its name, that a sequence is one and has no
     * gap.
     * @throws Problem INVALID or MEDIA with what is wrong
     */
    static void demandUsable(Found clip) {
        if (clip.parts().stream().anyMatch((part) -> !isNameable(part.path()))) {
            throw Problem.invalid("%s: its name is not in the characters of this system (UTF-8); rename it",
                    clip.path());
        }
        if (clip.kind() == Found.Kind.SEQUENCE) {
            if (Scan.LINE_END.matcher(clip.path().getFileName().toString()).find()) {
                throw Problem.invalid("%s: the names of its pictures hold the end of a line; rename them", clip.path());
            }
            Sequence sequence = Sequence
                .of(clip.parts().stream().map((part) -> part.path().getFileName().toString()).toList());
            try {
                sequence.demandWhole();
            }
            catch (Problem gap) {
                throw Problem.media("%s; it is taken by itself once what is missing has come, and a file %s that is"
                        + " written after it ends the wait for more", gap.getMessage(), Ready.MARK);
            }
        }
    }

    private static boolean isNameable(Path path) {
        try {
            return Path.of(path.toString()).equals(path);
        }
        catch (InvalidPathException foreign) {
            return false;
        }
    }

    private void take(Found clip, String key, Order order) {
        try {
            String upload = reserve(clip);
            if (upload != null) {
                try {
                    take(clip, key, order, upload);
                }
                finally {
                    this.intake.release(upload);
                }
            }
            this.troubles.over(clip.path());
        }
        catch (InterruptedIOException stopped) {
            LOG.log(Level.INFO, "{0} is taken after the next start", this.folder.path().resolve(clip.path()));
        }
        catch (IOException | RuntimeException trouble) {
            if (trouble instanceof Problem problem && FINAL.contains(problem.kind())) {
                this.refusals.tell(clip, key, order, problem);
                return;
            }
            // not at each look, for it may have been copied in vain
            String sentence = Troubles.sentence(trouble);
            boolean news = this.troubles.failed(clip.path(), sentence, this.clock.millis());
            if (trouble instanceof HttpProblem problem && problem.status() == TOO_LARGE) {
                this.refusals.tellUnread(clip, order, new Problem(Problem.Kind.UNSUPPORTED, sentence));
            }
            else if (!tell(clip, order, trouble, sentence)) {
                say(news, clip, sentence);
            }
        }
    }

    /**
     * Asks for room, on the disk and in the queue; null if there is none, which is said
     * once until there is.
     */
    private String reserve(Found clip) {
        try {
            this.intake.admit(OWNER);
            String upload = this.intake.reserve(Refusals.name(clip), clip.size());
            this.troubles.over(this.folder);
            return upload;
        }
        catch (HttpProblem full) {
            if (full.status() == TOO_LARGE) {
                throw full;
            }
            // nor for what is larger; what is smaller may do meanwhile
            this.noRoom = clip.size();
            say(this.troubles.met(this.folder, "there is no room"), clip, full.getMessage());
            return null;
        }
    }

    private void take(Found clip, String key, Order order, String upload) throws IOException {
        String rate = (clip.kind() == Found.Kind.SEQUENCE) ? order.rate() : null;
        Intake.Staged staged = new Staging(this.folder.path(), this.storage.upload(upload), clip, (from, to) -> {
            this.intake.progress(upload, from, to);
            this.stop.check();
        }).copy(upload, Refusals.name(clip), rate);
        if (!clip.unchanged(this.folder.path()) || staged.bytes() != clip.size()) {
            throw new IOException("it changed or went away while it was copied");
        }
        String job = this.intake.take(staged, OWNER, order,
                (handle, id) -> this.ledger.add(handle, Ledger.Entry.taken(key, clip, id), this.clock.millis()));
        // what was wrong before, such as a gap, is not any more
        Errors.clear(this.folder.path().resolve(clip.called()));
        LOG.log(Level.INFO, "{0} is taken as {1}", this.folder.path().resolve(clip.path()), job);
    }

    private void say(boolean news, Found clip, String why) {
        if (news) {
            LOG.log(Level.WARNING, "{0} is not taken yet: {1}", this.folder.path().resolve(clip.called()), why);
        }
    }

}
