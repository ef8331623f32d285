package dev.rushes.server.uploads;

import java.io.IOException;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Storage;

/** How uploads end: as an asset, or as if they had never been. */
final class Ending {

    private final Database database;

    private final Storage storage;

    private final Admission admission;

    private final Audit audit;

    private final Fingerprints fingerprints;

    Ending(Database database, Storage storage, Admission admission, Audit audit, Fingerprints fingerprints) {
        this.database = database;
        this.storage = storage;
        this.admission = admission;
        this.audit = audit;
        this.fingerprints = fingerprints;
    }

    /** All bytes are on the disk: gives the file its place and makes the asset. */
    Upload store(Upload upload, PartFile file, Fingerprint fingerprint) throws IOException {
        String sha256 = fingerprint.finish(file);
        // whoever starts after a crash from here on finds what the file is and goes on
        this.database.update((handle) -> UploadTable.content(handle, upload.id(), sha256, upload.received()));
        return publish(upload, sha256);
    }

    /**
     * The same of a file whose content is known; may be done again after a crash.
     * @throws Problem NOT_FOUND if the upload is gone, EXHAUSTED if the disk refuses
     */
    Upload publish(Upload upload, String sha256) {
        String id = upload.id();
        Upload done = this.admission.admit(
                new Admission.Arrival(id, upload.name(), upload.received(), 1, sha256, null, upload.owner()),
                (handle, asset) -> {
                    UploadTable.done(handle, id, asset);
                    this.audit.add(handle, upload.owner(), "asset.upload", asset,
                            Map.of("name", upload.name(), "sha256", sha256));
                    return UploadTable.find(handle, id).orElseThrow();
                });
        this.fingerprints.forget(id);
        return done;
    }

    /**
     * Leaves nothing of one.
     * @param who is to be named for it
     * @throws Problem EXHAUSTED if the disk refuses
     */
    void remove(Upload upload, String who) {
        try {
            // before the row: on a full disk the table has no room to change
            Durably.remove(this.storage.upload(upload.id()));
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the upload %s cannot be removed: %s", upload.id(), trouble.getMessage());
        }
        this.database.update((handle) -> {
            UploadTable.delete(handle, upload.id());
            this.audit.add(handle, who, "upload.end", upload.id(), Map.of());
        });
        this.fingerprints.forget(upload.id());
    }

}
