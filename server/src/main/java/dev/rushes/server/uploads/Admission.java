package dev.rushes.server.uploads;

import java.util.function.BiFunction;

import dev.rushes.server.assets.Assets;
import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.Usage;
import org.jdbi.v3.core.Handle;

/**
 * Footage that lies whole in the folder of uploads becomes an asset: it is moved to its
 * place and written into the tables, or neither.
 */
public final class Admission {

    private final Database database;

    private final Blobs blobs;

    private final Usage usage;

    private final Assets assets;

    public Admission(Database database, Blobs blobs, Usage usage, Assets assets) {
        this.database = database;
        this.blobs = blobs;
        this.usage = usage;
        this.assets = assets;
    }

    /**
     * What has come.
     *
     * @param upload names its place: a file, or a folder with a reel and its manifest
     * @param name as the user calls it
     * @param bytes of all files
     * @param files how many
     * @param sha256 of the file or the manifest, hexadecimal
     * @param rate frames a second of an image sequence, or null if nobody said
     * @param owner who brings it
     */
    public record Arrival(String upload, String name, long bytes, int files, String sha256, String rate, String owner) {

    }

    /**
     * Makes the asset.
     * @param also is given the asset's id in the same transaction
     * @return what that gives
     * @throws dev.rushes.models.Problem EXHAUSTED if the disk refuses, and whatever
     * {@code also} throws; nothing has changed then
     */
    public <T> T admit(Arrival arrival, BiFunction<Handle, String, T> also) {
        T result = this.blobs.alone(arrival.sha256(), () -> {
            this.blobs.put(arrival.upload(), arrival.sha256(), arrival.name());
            try {
                return this.database.change((handle) -> also.apply(handle, this.assets.add(handle, arrival.name(),
                        arrival.bytes(), arrival.sha256(), arrival.owner(), arrival.files(), arrival.rate())));
            }
            catch (RuntimeException refused) {
                undo(arrival, refused);
                throw refused;
            }
        });
        this.usage.changed();
        return result;
    }

    private void undo(Arrival arrival, RuntimeException refused) {
        try {
            if (!wanted(arrival.sha256())) {
                this.blobs.remove(arrival.sha256());
            }
        }
        catch (RuntimeException trouble) {
            // the next start looks for what nobody wants
            refused.addSuppressed(trouble);
        }
    }

    private boolean wanted(String sha256) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT (SELECT COUNT(*) FROM assets WHERE sha256 = :sha256)"
                    + " + (SELECT COUNT(*) FROM uploads WHERE asset_id IS NULL AND sha256 = :sha256)")
            .bind("sha256", sha256)
            .mapTo(Long.class)
            .one()) > 0;
    }

}
