package dev.rushes.server.watch;

import java.time.Clock;

import dev.rushes.models.Problem;
import dev.rushes.server.http.Unseen;
import dev.rushes.server.storage.FileNames;

/**
 * Says of footage that is not taken why not, once and for good: beside it, and among the
 * jobs as one that has failed.
 */
final class Refusals {

    private final WatchFolder folder;

    private final Intake intake;

    private final Clock clock;

    private final Ledger ledger;

    private final Keys keys;

    Refusals(WatchFolder folder, Intake intake, Clock clock, Ledger ledger, Keys keys) {
        this.folder = folder;
        this.intake = intake;
        this.clock = clock;
        this.ledger = ledger;
        this.keys = keys;
    }

    /**
     * Says it of a clip, or of the folder that is named after it, unless it was said.
     * @param key of the clip as it is, with what is wrong
     * @param order as far as it is known
     */
    void tell(Found clip, String key, Order order, Problem why) {
        if (this.keys.dealtWith(clip, key)) {
            return;
        }
        // it may quote what somebody wrote
        Problem seen = new Problem(why.kind(), Unseen.marked(why.getMessage()));
        // before it is in the ledger, for afterwards nobody would
        Errors.write(this.folder.path().resolve(clip.called()), seen.getMessage());
        this.intake.refuse(name(clip), Taking.OWNER, order, seen, (handle, job) -> this.ledger.add(handle,
                Ledger.Entry.refused(key, clip, seen.getMessage(), job), this.clock.millis()));
    }

    /** The same of a clip that cannot be read, or not yet. */
    void tellUnread(Found clip, Order order, Problem why) {
        tell(clip, this.keys.ofUnread(clip, why.getMessage()), order, why);
    }

    /** What the footage is called among assets and jobs. */
    static String name(Found clip) {
        return FileNames.safe(Members.name(clip.path()), "clip");
    }

}
