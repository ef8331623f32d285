package dev.rushes.server.work;

import dev.rushes.server.Production;
import dev.rushes.server.storage.Installation;

/**
 * Whether the data directory is there: on another machine than the server's it may not be
 * mounted yet, or no longer, and in an empty folder no footage is found and no master is
 * kept.
 */
final class Mount {

    private final Production production;

    /** The database's, once it has one; it never changes. */
    private volatile String mark;

    Mount(Production production) {
        this.production = production;
    }

    /**
     * Whether it carries the database's mark.
     * @throws dev.rushes.models.Problem EXHAUSTED if the database is asked and away
     */
    boolean there() {
        if (this.mark == null) {
            this.mark = Installation.mark(this.production.database()).orElse(null);
        }
        return this.mark != null && Installation.carries(this.production.storage(), this.mark);
    }

    /** What to say if it is not. */
    String sentence() {
        return "the data directory %s is not the server's; mount it there, and until then this worker takes no tasks"
            .formatted(this.production.storage().root());
    }

}
