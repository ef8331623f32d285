package dev.rushes.server.health;

import dev.rushes.models.Problem;

/** Something without which no work can be taken. */
@FunctionalInterface
public interface Check {

    /**
     * Looks.
     * @return how it is, in a few words
     * @throws Problem if it is not well
     */
    String look();

}
