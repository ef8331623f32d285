package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import org.jdbi.v3.core.Handle;

/** The table of files that came of footage and jobs. */
public final class Artefacts {

    private final Storage storage;

    private final EventLog events;

    private final Clock clock;

    public Artefacts(Storage storage, EventLog events, Clock clock) {
        this.storage = storage;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A file that lies whole in the data directory, to be measured before the transaction
     * that publishes it.
     *
     * @param kind such as "master", "report", "proxy", "poster" or "waveform"
     * @param name under which it is downloaded
     * @param type of its content
     * @param path where it lies
     * @param sha256 of its content, hexadecimal
     */
    public record Made(String kind, String name, String type, Path path, long bytes, String sha256) {

        /** Measures a file. */
        public static Made of(String kind, String name, String type, Path path, Monitor monitor) {
            return new Made(kind, name, type, path, path.toFile().length(), Disk.sha256(path, monitor));
        }

    }

    /**
     * Publishes it, in the transaction that ends its task.
     * @param job whose it is, or null for one of the asset alone
     * @return the new artefact's id
     */
    public String add(Handle handle, String asset, String job, Made made) {
        long now = this.clock.millis();
        String id = Ids.next("art", now);
        String path = this.storage.root().relativize(made.path()).toString();
        handle.execute(
                "INSERT INTO artefacts (id, asset_id, job_id, kind, name, type, bytes, sha256, path, created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, asset, job, made.kind(), made.name(), made.type(), made.bytes(), made.sha256(), path, now);
        this.events.add(handle, (job != null) ? "job.artefact" : "asset.artefact", job, asset,
                Map.of("id", id, "name", made.name(), "kind", made.kind(), "type", made.type(), "size", made.bytes(),
                        "sha256", made.sha256(), "href", "/v1/artefacts/" + id));
        return id;
    }

}
