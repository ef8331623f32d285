package dev.rushes.workers.job;

import java.util.List;
import java.util.Optional;

import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Operation;
import dev.rushes.workers.operations.Restoration;
import dev.rushes.workers.operations.Tag;

/**
 * What to do with a clip and how to write it: the recipe file's own schema.
 *
 * @param operations in the order they are applied; none is a lossless pass through the
 * float pipeline, and tagging alone makes no master
 * @param output codec and container
 */
public record Recipe(List<Operation> operations, Output output) {

    private static final int MOST_OPERATIONS = 8;

    public Recipe {
        operations = List.copyOf(operations);
        if (operations.size() > MOST_OPERATIONS) {
            throw Problem.invalid("a recipe has %d operations; more than %d are not applied", operations.size(),
                    MOST_OPERATIONS);
        }
        if (operations.stream().filter(Tag.class::isInstance).count() > 1) {
            throw Problem.invalid("a recipe says \"tag\" twice; say once what to look for");
        }
    }

    /** Those that make other pictures, in the order they are applied. */
    public List<Restoration> restorations() {
        return this.operations.stream().filter(Restoration.class::isInstance).map(Restoration.class::cast).toList();
    }

    /** What is to be looked for, if anything is. */
    public Optional<Tag> tag() {
        return this.operations.stream().filter(Tag.class::isInstance).map(Tag.class::cast).findFirst();
    }

    /** Whether a master is to be made: all do that but one that only tags. */
    public boolean makesMaster() {
        return tag().isEmpty() || !restorations().isEmpty();
    }

}
