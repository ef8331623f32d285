package dev.rushes.server.work;

import java.lang.System.Logger;

import dev.rushes.server.Production;
import dev.rushes.server.jobs.Want;

/**
 * What a worker needs of the data directory before it takes a task: that it is there, and
 * for most tasks that there is room. The log says when it is not so, and when it is
 * again.
 */
final class Premises {

    private static final Logger LOG = System.getLogger(Premises.class.getName());

    private final Mount mount;

    private volatile Want want;

    private final Room room;

    private final Complaint unmounted;

    private final Complaint full;

    Premises(Production production) {
        this.mount = new Mount(production);
        this.room = new Room(production.storage().root(), System::nanoTime);
        this.unmounted = new Complaint(LOG, production.clock());
        this.full = new Complaint(LOG, production.clock());
    }

    /** Whether the data directory is there, see {@link Mount#there}. */
    boolean there() {
        return this.mount.there();
    }

    /** Whether it has little room left. */
    boolean scarce() {
        return this.room.scarce();
    }

    /** Whether trouble with it may have come from a want of room, and says so. */
    boolean scarceLately() {
        boolean scarce = this.room.scarceLately();
        if (scarce) {
            this.full.trouble(this.room.sentence());
        }
        return scarce;
    }

    /** What a task is told that waits for room. */
    String shortage() {
        return Want.SPACE.phase();
    }

    /** What was found wanting by the last look, so that no task is begun, or null. */
    Want want() {
        return this.want;
    }

    /**
     * Looks once and says what has changed.
     * @param light whether only a few bytes are needed, if any
     * @return whether a task may be begun
     */
    boolean look(boolean light) {
        if (!this.mount.there()) {
            this.want = Want.DATA;
            this.unmounted.trouble(this.mount.sentence());
            return false;
        }
        this.unmounted.well("the data directory is there");
        if (this.room.scarce()) {
            this.want = light ? null : Want.SPACE;
            this.full.trouble(this.room.sentence());
            return light;
        }
        this.want = null;
        this.full.well("the disk of the data directory has room again");
        return true;
    }

}
