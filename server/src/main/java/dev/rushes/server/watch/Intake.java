package dev.rushes.server.watch;

import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import org.jdbi.v3.core.Handle;

/** The way of watched footage into the server. */
public interface Intake {

    /**
     * Asks for room before the first byte is copied.
     * @param name of the footage
     * @param bytes of all its files
     * @return names the copy's place, {@code storage.upload} of it
     * @throws Problem if there is no room
     */
    String reserve(String name, long bytes);

    /** So many bytes of the copy are on the disk, where there were fewer before. */
    void progress(String upload, long from, long to);

    /** To be called in the end: what was not taken in is given back and removed. */
    void release(String upload);

    /**
     * Takes in what lies whole at {@code storage.upload(staged.upload())} as an asset and
     * makes a job of it, in one transaction.
     * @param owner who asks, for the tables
     * @param also is given the job's id in the same transaction
     * @return the job's id
     * @throws Problem if the order is wrong or there is no room
     */
    String take(Staged staged, String owner, Order order, BiConsumer<Handle, String> also);

    /**
     * Makes a failed job of footage that is not taken in, so that whoever looks at the
     * jobs sees it. It has no asset.
     * @param name of the footage
     * @param owner who would have asked, for the tables
     * @param order as far as it is known; what of it is wrong is left out
     * @param also is given the job's id in the same transaction
     */
    void refuse(String name, String owner, Order order, Problem why, BiConsumer<Handle, String> also);

    /**
     * Whether footage would be taken now, to be asked before it is copied.
     * @throws RuntimeException with what has to be waited for
     */
    default void admit(String owner) {
        // a way in without a bound
    }

    /**
     * A copy of footage.
     *
     * @param upload names its place: a file, or the folder of a reel with its manifest
     * @param name of the footage
     * @param bytes of all files
     * @param files how many
     * @param sha256 of the file or the manifest, hexadecimal
     * @param rate frames a second of an image sequence, or null if nobody said
     */
    record Staged(String upload, String name, long bytes, int files, String sha256, String rate) {

    }

}
