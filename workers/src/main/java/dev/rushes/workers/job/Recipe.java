package dev.rushes.workers.job;

import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Operation;

/**
 * What to do with a clip and how to write it: the recipe file's own schema.
 *
 * @param operations in the order they are applied; none is a lossless pass through the
 * float pipeline
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
    }

}
