package dev.rushes.models;

/** A network that is loaded and ready to run. */
public sealed interface Model extends AutoCloseable permits Restorer {

    /** What it is. */
    ModelCard card();

    /** Where it runs. */
    Device device();

    /** Frees its memory; no call may be under way. */
    @Override
    void close();

}
