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
import io.vertx.core.buffer.Buffer;

/** Writes one body to the end of an upload's file. */
final class Receiver {

    /** What a power cut can take, at most. */
    private static final long CHECKPOINT_BYTES = 64L << 20;

    private static final Duration CHECKPOINT_TIME = Duration.ofSeconds(5);

    /** How long an upload is kept that nobody goes on with. */
    static final Duration KEPT = Duration.ofDays(7);

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
        Progress progress = new Progress(upload, file);
        try {
            try {
                body.start();
                pump(progress, body, checksum, fingerprint, transfer);
                if (checksum != null) {
                    checksum.verify();
                }
                progress.save();
            }
            catch (Cut | HttpProblem trouble) {
                if (checksum != null) {
                    file.truncate(upload.received());
                }
                progress.save();
                throw trouble;
            }
        }
        catch (IOException trouble) {
            throw DiskSpace
                .full("the disk refused the bytes: %s; what is stored so far stays, go on when there is space"
                    .formatted(trouble.getMessage()));
        }
        return progress.upload;
    }

    private void pump(Progress progress, Body body, Checksum checksum, Fingerprint fingerprint, Transfer transfer)
            throws IOException, Cut {
        byte[] block = new byte[PartFile.BLOCK];
        int filled = 0;
        try {
            for (Buffer chunk = body.take(); chunk != null; chunk = body.take()) {
                transfer.heard();
                for (int taken = 0; taken < chunk.length();) {
                    int length = Math.min(chunk.length() - taken, block.length - filled);
                    chunk.getBytes(taken, taken + length, block, filled);
                    filled += length;
                    taken += length;
                    if (filled == block.length) {
                        flush(progress, block, filled, checksum, fingerprint);
                        filled = 0;
                    }
                }
                if (checksum == null && progress.due()) {
                    progress.save();
                }
            }
        }
        catch (Cut cut) {
            flush(progress, block, filled, checksum, fingerprint);
            throw cut;
        }
        flush(progress, block, filled, checksum, fingerprint);
    }

    private static void flush(Progress progress, byte[] block, int length, Checksum checksum, Fingerprint fingerprint)
            throws IOException {
        progress.limit(length);
        progress.file.write(block, length);
        fingerprint.written(block, length, progress.file);
        if (checksum != null) {
            checksum.add(block, length);
        }
    }

    /** How far an upload has come, on the disk and in the table. */
    private final class Progress {

        private final PartFile file;

        private Upload upload;

        private long saved;

        private Progress(Upload upload, PartFile file) {
            this.upload = upload;
            this.file = file;
            this.saved = Receiver.this.clock.millis();
        }

        private void limit(int more) {
            Long bytes = this.upload.bytes();
            if (bytes != null && this.file.position() + more > bytes) {
                throw new HttpProblem(413, "too-large", "More came than was announced",
                        "the upload %s has %d bytes by its Upload-Length, and more arrived".formatted(this.upload.id(),
                                bytes));
            }
        }

        private boolean due() {
            long fresh = this.file.position() - this.upload.received();
            long age = Receiver.this.clock.millis() - this.saved;
            return fresh >= CHECKPOINT_BYTES || (fresh > 0 && age >= CHECKPOINT_TIME.toMillis());
        }

        /** Only what is on the disk may stand in the table. */
        private void save() throws IOException {
            long position = this.file.position();
            long before = this.upload.received();
            this.saved = Receiver.this.clock.millis();
            if (position == before) {
                return;
            }
            this.file.sync();
            long expires = this.saved + KEPT.toMillis();
            Receiver.this.database
                .update((handle) -> UploadTable.received(handle, this.upload.id(), before, position, expires));
            this.upload = this.upload.at(position);
            if (this.upload.bytes() == null) {
                // nothing was promised to it, so it goes on only while there is room
                DiskSpace.Room room = Receiver.this.space.look();
                Receiver.this.database.update((handle) -> Receiver.this.space.demand(handle, room, 0));
            }
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

}
