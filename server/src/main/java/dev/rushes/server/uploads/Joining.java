package dev.rushes.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.http.Caller;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.uploads.Transfers.Transfer;

/** Makes one upload of several partial ones. */
final class Joining {

    private static final int BLOCK = 128 << 10;

    private final Uploads uploads;

    private final Storage storage;

    private final Transfers transfers;

    private final Ending ending;

    Joining(Uploads uploads, Storage storage, Transfers transfers, Ending ending) {
        this.uploads = uploads;
        this.storage = storage;
        this.transfers = transfers;
        this.ending = ending;
    }

    /**
     * Joins partial uploads to one, which becomes an asset; they are gone then. Asked for
     * again, as the answer was lost, it is the same one.
     * @param parts their ids
     * @throws Problem INVALID if one is not partial or not whole, NOT_FOUND
     */
    Upload join(Caller caller, String name, String metadata, List<String> parts) {
        Upload before = this.uploads.joined(caller, parts);
        if (before != null) {
            return before;
        }
        List<Upload> sources = parts.stream().map((part) -> this.uploads.find(caller, part)).toList();
        long bytes = 0;
        for (Upload source : sources) {
            if (source.kind() != Upload.Kind.PARTIAL || !source.whole()) {
                throw Problem.invalid(
                        "the upload %s is %s; only partial uploads that have all their bytes can be joined",
                        source.id(), (source.kind() != Upload.Kind.PARTIAL) ? "not partial" : "not whole yet");
            }
            bytes += source.received();
        }
        Upload upload = this.uploads.create(caller, name, metadata, bytes, Upload.Kind.FINAL, parts);
        boolean done = false;
        try (Transfer _ = this.transfers.begin(upload.id(), caller.name());
                PartFile file = PartFile.open(this.storage.upload(upload.id()), 0)) {
            Fingerprint fingerprint = new Fingerprint();
            try (Follower hashing = new Follower(file, 0, fingerprint::add)) {
                for (Upload source : sources) {
                    append(source, file, hashing);
                }
                file.sync();
                hashing.finish(bytes);
            }
            Upload joined = this.ending.store(upload.at(bytes), file, fingerprint);
            done = true;
            sources.forEach((part) -> this.ending.remove(part, caller.name()));
            return joined;
        }
        catch (IOException trouble) {
            throw DiskSpace.full("the uploads cannot be joined: %s".formatted(trouble.getMessage()));
        }
        finally {
            if (!done) {
                this.ending.remove(upload, caller.name());
            }
        }
    }

    private void append(Upload source, PartFile file, Follower hashing) throws IOException {
        try (PartFile from = PartFile.open(this.storage.upload(source.id()), source.received())) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long at = 0; at < source.received();) {
                this.transfers.demandGoing();
                int length = Math.clamp(source.received() - at, 0, BLOCK);
                from.read(block.clear().limit(length), at);
                file.write(block.flip());
                hashing.written(file.position());
                at += length;
            }
        }
    }

}
