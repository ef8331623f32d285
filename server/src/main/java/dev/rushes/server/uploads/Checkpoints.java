package dev.rushes.server.uploads;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import dev.rushes.models.Plural;
import dev.rushes.server.database.Database;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.storage.DiskSpace;

/**
 * How far one upload has come: on the disk first, then in the table. While bytes come in,
 * that happens on a thread of its own, so that the network does not wait for the disk and
 * little is left to do at the end.
 */
final class Checkpoints implements AutoCloseable {

    /** So often the disk is made to catch up. */
    private static final long BYTES = 32L << 20;

    private static final Duration TIME = Duration.ofSeconds(5);

    /**
     * What a power cut can take, at most; a disk that is slower than the network sets the
     * pace then.
     */
    private static final long MOST = 256L << 20;

    private final Database database;

    private final DiskSpace space;

    private final Clock clock;

    private final PartFile file;

    private final boolean together;

    private Upload upload;

    private long begun;

    private long begunAt;

    private FutureTask<Void> running;

    /**
     * Of one body.
     * @param together whether all of it is kept or nothing, so that the table hears of it
     * at the end only
     */
    Checkpoints(Database database, DiskSpace space, Clock clock, Upload upload, PartFile file, boolean together) {
        this.database = database;
        this.space = space;
        this.clock = clock;
        this.upload = upload;
        this.file = file;
        this.together = together;
        this.begun = file.position();
        this.begunAt = clock.millis();
    }

    /**
     * More is about to be written.
     * @throws HttpProblem 413 if that is more than was announced
     */
    void limit(int more) {
        Long bytes = this.upload.bytes();
        if (bytes != null && this.file.position() + more > bytes) {
            throw new HttpProblem(413, "too-large", "More came than was announced",
                    "the upload %s has %s by its Upload-Length, and more arrived".formatted(this.upload.id(),
                            Plural.of(bytes, "byte")));
        }
    }

    /**
     * Begins a checkpoint if one is due.
     * @throws IOException if the disk refused an earlier one
     */
    void pass() throws IOException {
        long fresh = this.file.position() - this.begun;
        if (this.running != null && (this.running.isDone() || fresh >= MOST)) {
            await();
        }
        long age = this.clock.millis() - this.begunAt;
        if (this.running == null && (fresh >= BYTES || (fresh > 0 && age >= TIME.toMillis()))) {
            long position = this.file.position();
            this.begun = position;
            this.begunAt = this.clock.millis();
            FutureTask<Void> task = new FutureTask<>(() -> {
                save(position, this.together);
                return null;
            });
            this.running = task;
            try {
                Thread.ofPlatform().daemon().name("upload-checkpoint").start(task);
            }
            catch (OutOfMemoryError noThread) {
                // the network waits for the disk, then
                task.run();
            }
        }
    }

    /**
     * Makes the last one.
     * @return the upload with what it has now, all of it on the disk
     */
    Upload end() throws IOException {
        await();
        save(this.file.position(), false);
        return this.upload;
    }

    /** What stands in the table, once nothing is going on. */
    long received() throws IOException {
        await();
        return this.upload.received();
    }

    /** Only what is on the disk may stand in the table. */
    private void save(long position, boolean diskOnly) throws IOException {
        long before = this.upload.received();
        if (position == before) {
            return;
        }
        this.file.sync();
        if (diskOnly) {
            return;
        }
        long expires = this.clock.millis() + Receiver.KEPT.toMillis();
        this.database.update((handle) -> UploadTable.received(handle, this.upload.id(), before, position, expires));
        this.upload = this.upload.at(position);
        if (this.upload.bytes() == null) {
            // nothing was promised to it, so it goes on only while there is room
            DiskSpace.Room room = this.space.look();
            this.database.update((handle) -> this.space.demand(handle, room, 0));
        }
    }

    private void await() throws IOException {
        FutureTask<Void> last = this.running;
        this.running = null;
        if (last == null) {
            return;
        }
        try {
            settled(last);
        }
        catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException trouble -> throw trouble;
                case RuntimeException refusal -> throw refusal;
                default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }

    /** Not to be hurried: what a late one wrote would be wrong once others go on. */
    private static void settled(FutureTask<Void> last) throws ExecutionException {
        boolean hurried = false;
        while (true) {
            try {
                last.get();
                return;
            }
            catch (InterruptedException stop) {
                hurried = true;
            }
            finally {
                if (hurried && last.isDone()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Waits for one that is going on, however it ends. */
    @Override
    public void close() {
        try {
            if (this.running != null) {
                settled(this.running);
            }
        }
        catch (ExecutionException failed) {
            // whoever closes without end() has a trouble of its own
        }
    }

}
