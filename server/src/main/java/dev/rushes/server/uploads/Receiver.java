package dev.rushes.server.uploads;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.storage.ByteCount;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.uploads.Transfers.Transfer;
import io.netty.buffer.ByteBuf;

/**
 * Writes one body to the end of an upload's file. The thread that writes does nothing
 * else: digests follow it and the disk catches up beside it.
 */
final class Receiver {

    /** How long an upload is kept that nobody goes on with. */
    static final Duration KEPT = Duration.ofDays(7);

    /** Of a file that filled the disk. */
    private static final long GIVEN_BACK = 1 << 20;

    private final Database database;

    private final DiskSpace space;

    private final Clock clock;

    Receiver(Database database, DiskSpace space, Clock clock) {
        this.database = database;
        this.space = space;
        this.clock = clock;
    }

    /**
     * Takes the body to its end, or to where it is cut.
     * @param checksum of the body, or null; with one, all of it is kept or nothing
     * @return the upload with what it has now, all of it on the disk
     * @throws Cut if the client is gone; what it sent before is kept
     * @throws HttpProblem 413 for more than was announced, 460 for a wrong checksum, 507
     * if the disk is full
     */
    Upload receive(Upload upload, PartFile file, Body body, Checksum checksum, Fingerprint fingerprint,
            Transfer transfer) throws Cut {
        try (Checkpoints checkpoints = new Checkpoints(this.database, this.space, this.clock, upload, file,
                checksum != null)) {
            try (Reading reading = new Reading(file, upload, checksum, fingerprint)) {
                body.start();
                pump(file, body, checkpoints, reading, transfer);
                reading.verify();
                Upload now = checkpoints.end();
                reading.catchUp();
                return now;
            }
            catch (Cut | HttpProblem trouble) {
                // nobody reads the file any more
                if (checksum != null) {
                    file.truncate(upload.received());
                }
                checkpoints.end();
                throw trouble;
            }
            catch (IOException trouble) {
                save(checkpoints, file, (checksum != null) ? upload.received() : file.position() - GIVEN_BACK, trouble);
                throw trouble;
            }
        }
        catch (IOException trouble) {
            throw DiskSpace
                .full("the disk refused the bytes: %s; what is stored so far stays, go on when there is space"
                    .formatted(trouble.getMessage()));
        }
    }

    /**
     * What a full disk has taken is kept but for the end, where the table goes that says
     * so.
     */
    private static void save(Checkpoints checkpoints, PartFile file, long length, IOException trouble) {
        try {
            file.truncate(Math.clamp(length, checkpoints.received(), file.position()));
            checkpoints.end();
        }
        catch (IOException | RuntimeException full) {
            // it goes on from the checkpoint before, then
            trouble.addSuppressed(full);
        }
    }

    private static void pump(PartFile file, Body body, Checkpoints checkpoints, Reading reading, Transfer transfer)
            throws IOException, Cut {
        for (ByteBuf chunk = body.take(); chunk != null; chunk = body.take()) {
            try {
                transfer.heard();
                checkpoints.limit(chunk.readableBytes());
                // as it lies in memory: each copy costs a tenth of the speed
                file.write(chunk.nioBuffer());
                reading.written();
            }
            finally {
                chunk.release();
            }
            checkpoints.pass();
        }
    }

    /** For a length that is announced with the body, before any of it is taken. */
    static void fits(Upload upload, Long announced) {
        if (upload.bytes() != null && announced != null && upload.received() + announced > upload.bytes()) {
            throw new HttpProblem(413, "too-large", "More came than was announced",
                    "the upload %s still misses %s and the body has %s".formatted(upload.id(),
                            ByteCount.text(upload.bytes() - upload.received()), ByteCount.text(announced)));
        }
        if (announced != null && announced < 0) {
            throw Problem.invalid("Content-Length is no number");
        }
    }

    /** Who reads what is written: the fingerprint, and the checksum if there is one. */
    private static final class Reading implements AutoCloseable {

        private final PartFile file;

        private final Checksum checksum;

        private final long before;

        private final long start;

        private final Follower hashing;

        private final Follower checking;

        private Reading(PartFile file, Upload upload, Checksum checksum, Fingerprint fingerprint) {
            this.file = file;
            this.checksum = checksum;
            this.before = upload.received();
            this.start = fingerprint.position();
            this.hashing = new Follower(file, this.start, fingerprint::add);
            this.checking = (checksum != null) ? new Follower(file, this.before, checksum::add) : null;
        }

        private void written() {
            this.hashing.written(this.file.position());
            if (this.checking != null) {
                this.checking.written(this.file.position());
            }
        }

        private void verify() throws IOException {
            if (this.checking != null) {
                this.checking.finish(this.file.position());
                this.checksum.verify();
            }
        }

        /** Not more than a client can wait for, after it has sent little. */
        private void catchUp() throws IOException {
            long come = this.file.position() - this.before;
            this.hashing.finish(Math.min(this.file.position(), this.start + Fingerprint.CATCH_UP * come));
        }

        @Override
        public void close() throws IOException {
            this.hashing.close();
            if (this.checking != null) {
                this.checking.close();
            }
        }

    }

}
