package dev.rushes.server.storage;

import java.io.File;

import dev.rushes.models.Problem;
import dev.rushes.server.http.HttpProblem;
import org.jdbi.v3.core.Handle;

/**
 * Whether footage still fits: on the disk, and in the quota. What was promised to uploads
 * that are still coming counts as taken.
 */
public final class DiskSpace {

    private final Storage storage;

    private final Usage usage;

    private final Long quota;

    private final long margin;

    /**
     * The space of a data directory.
     * @param quota bytes that footage and jobs may hold together, or null for all of the
     * disk
     * @param margin bytes of the disk that stay free for the database and for workers
     */
    public DiskSpace(Storage storage, Usage usage, Long quota, long margin) {
        this.storage = storage;
        this.usage = usage;
        this.quota = quota;
        this.margin = margin;
    }

    /** The largest upload that could ever fit, or null if only the disk limits it. */
    public Long largest() {
        return this.quota;
    }

    /**
     * Looks what there is, which takes as long as a disk takes: not to be done in a
     * transaction, which keeps all others waiting.
     * @throws Problem EXHAUSTED if the disk does not answer
     */
    public Room look() {
        return new Room(free(), (this.quota != null) ? this.usage.bytes() : 0);
    }

    /**
     * Asks for space. To be called one at a time with what makes the promise.
     * @param room of a look just before; an upload that becomes footage in between is
     * counted neither there nor as coming, so the quota may be exceeded by it
     * @param bytes more than what was promised
     * @throws HttpProblem 413 if it can never fit, 507 if it does not fit now
     */
    public void demand(Handle handle, Room room, long bytes) {
        if (this.quota != null && bytes > this.quota) {
            throw new HttpProblem(413, "too-large", "That is too large",
                    "the upload of %s is larger than the whole quota of %s".formatted(ByteCount.text(bytes),
                            ByteCount.text(this.quota)));
        }
        long promised = handle
            .createQuery("SELECT CAST(COALESCE(SUM(bytes - received), 0) AS BIGINT) FROM uploads"
                    + " WHERE asset_id IS NULL AND bytes > received")
            .mapTo(Long.class)
            .one();
        long free = room.free() - promised - this.margin;
        if (bytes > free && bytes == 0) {
            throw full("the disk of the data directory is full; remove assets or jobs, or wait until others are done");
        }
        if (bytes > free) {
            throw full(
                    "the disk of the data directory has room for %s more and this needs %s; remove assets or jobs, or"
                        .formatted(ByteCount.text(Math.max(0, free)), ByteCount.text(bytes))
                            + " wait until others are done");
        }
        if (this.quota != null) {
            long coming = handle
                .createQuery("SELECT CAST(COALESCE(SUM(CASE WHEN bytes > received THEN bytes ELSE received END), 0)"
                        + " AS BIGINT) FROM uploads WHERE asset_id IS NULL")
                .mapTo(Long.class)
                .one();
            long left = this.quota - room.used() - coming;
            if (bytes > left) {
                throw full("the quota of %s has %s left and this needs %s; remove assets or jobs"
                    .formatted(ByteCount.text(this.quota), ByteCount.text(Math.max(0, left)), ByteCount.text(bytes)));
            }
        }
    }

    /**
     * What there is.
     *
     * @param free bytes of the disk
     * @param used bytes that footage and jobs hold, 0 where there is no quota
     */
    public record Room(long free, long used) {

    }

    /** What the disk's owner is told when it is full. */
    public static HttpProblem full(String sentence) {
        return new HttpProblem(507, "no-space", "There is no space", sentence);
    }

    private long free() {
        // a file store would be looked up in the list of mounts, which a container need
        // not have
        File root = this.storage.root().toFile();
        if (!root.isDirectory()) {
            throw Problem.exhausted("the data directory %s does not answer; look whether its disk is there", root);
        }
        return root.getUsableSpace();
    }

}
