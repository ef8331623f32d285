package dev.rushes.server.uploads;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Scope;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Storage;

/**
 * Room for footage that the server copies by itself: asked for before the first byte, as
 * for an upload, and given back by the next start if the server dies.
 */
public final class Reservations {

    private static final Logger LOG = System.getLogger(Reservations.class.getName());

    private final Uploads uploads;

    private final Database database;

    private final Storage storage;

    private final Clock clock;

    public Reservations(Uploads uploads, Database database, Storage storage, Clock clock) {
        this.uploads = uploads;
        this.database = database;
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * Reserves.
     * @param owner who copies
     * @return names the place of the copy, see {@link Storage#upload}
     * @throws dev.rushes.server.http.HttpProblem 413, 429 or 507
     */
    public String reserve(String owner, String name, long bytes) {
        return this.uploads.create(new Caller(owner, Scope.SUBMIT), name, "", bytes, Upload.Kind.STREAM, List.of())
            .id();
    }

    /** So many bytes are on the disk now, and no longer only promised. */
    public void progress(String id, long from, long to) {
        long expires = this.clock.millis() + Receiver.KEPT.toMillis();
        this.database.update((handle) -> UploadTable.received(handle, id, from, to, expires));
    }

    /** Gives back what was not used, and removes what was copied and is no asset. */
    public void release(String id) {
        this.database.update((handle) -> UploadTable.delete(handle, id));
        try {
            Durably.remove(this.storage.upload(id));
        }
        catch (IOException trouble) {
            LOG.log(Level.WARNING, "the copy {0} cannot be removed: {1}; the next start does it", id,
                    trouble.getMessage());
        }
    }

}
