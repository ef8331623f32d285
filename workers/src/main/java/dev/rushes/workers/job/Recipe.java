package dev.rushes.workers.job;

import java.util.List;

import dev.rushes.workers.operations.Operation;

/**
 * What to do with a clip and how to write it: the recipe file's own schema.
 *
 * @param operations in the order they are applied; none is a lossless pass through the
 * float pipeline
 * @param output codec and container
 */
public record Recipe(List<Operation> operations, Output output) {

    public Recipe {
        operations = List.copyOf(operations);
    }

}
