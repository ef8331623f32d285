package dev.rushes.server.watch;

import java.util.function.BiConsumer;

import org.jdbi.v3.core.Handle;

/** The way of a watched file into the server. */
public interface Intake {

    /**
     * Takes in what lies whole at {@code storage.upload(staged.upload())} as an asset and
     * makes a job of it, in one transaction.
     * @param owner who asks, for the tables
     * @param also is given the job's id in the same transaction
     * @return the job's id
     * @throws dev.rushes.models.Problem if the order is wrong or there is no room
     */
    String take(Staged staged, String owner, Order order, BiConsumer<Handle, String> also);

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
     * @param upload names its place
     * @param name of the footage
     * @param bytes its size
     * @param sha256 of its content, hexadecimal
     */
    record Staged(String upload, String name, long bytes, String sha256) {

    }

}
