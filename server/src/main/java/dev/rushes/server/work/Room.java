package dev.rushes.server.work;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

import dev.rushes.server.jobs.Want;

/**
 * Whether the disk of the data directory has room for what makes pieces, masters and
 * proxies. Where it has not, each task would fail in its turn, and none is to blame.
 */
final class Room {

    /** Uploads leave four times as much. */
    private static final long FLOOR = Want.ROOM;

    /** What a failed attempt had written is gone when it is asked why it failed. */
    private static final Duration LATELY = Duration.ofSeconds(15);

    private final File folder;

    private final LongSupplier nanos;

    private volatile Long filled;

    Room(Path folder, LongSupplier nanos) {
        this.folder = folder.toFile();
        this.nanos = nanos;
    }

    /** Looks whether there is little; to be called about once a second. */
    boolean scarce() {
        // of a folder that is not there nothing is known
        boolean scarce = this.folder.isDirectory() && this.folder.getUsableSpace() < FLOOR;
        if (scarce) {
            this.filled = this.nanos.getAsLong();
        }
        return scarce;
    }

    /** Whether there is little, or was just now. */
    boolean scarceLately() {
        if (scarce()) {
            return true;
        }
        Long last = this.filled;
        return last != null && this.nanos.getAsLong() - last < LATELY.toNanos();
    }

    /** What those are told who wait for it. */
    String sentence() {
        return Want.SPACE.sentence();
    }

}
