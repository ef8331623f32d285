package dev.rushes.workers.operations;

/**
 * One thing a user can ask for, as a record of its options. A new operation is one file
 * here, one line in {@link Operations} and, where it works on frames, one stage.
 */
public sealed interface Operation permits Restoration, Tag {

}
