package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Footage that was seen: a file, or the files that are one clip.
 *
 * @param kind what it is
 * @param path below the folder; of a sequence with its first and last number, such as
 * {@code day1/shot.[0001-0240].dpx}; of P2 the picture's
 * @param parts its files in the clip's order, at least one
 * @param ready what a file {@code _READY} says of it
 * @param unit the camera card that it is part of, below the folder, or null
 * @param refusal why it is not footage that can be taken, or null
 */
record Found(Kind kind, Path path, List<Part> parts, Ready ready, Path unit, String refusal) {

    enum Kind {

        FILE, SEQUENCE, P2

    }

    /**
     * One of its files.
     *
     * @param path below the folder
     * @param modified milliseconds since 1970
     */
    record Part(Path path, long size, long modified) {

    }

    static Found file(Part part, Path unit, String refusal) {
        return new Found(Kind.FILE, part.path(), List.of(part), Ready.NONE, unit, refusal);
    }

    Found ready(Ready mark) {
        return new Found(this.kind, this.path, this.parts, mark, this.unit, this.refusal);
    }

    /** Whether a file {@code _READY} says that it is whole. */
    boolean marked() {
        return this.ready == Ready.WHOLE;
    }

    /** Bytes of all files. */
    long size() {
        return this.parts.stream().mapToLong(Part::size).sum();
    }

    /** When the last of them was changed, milliseconds since 1970. */
    long modified() {
        return this.parts.stream().mapToLong(Part::modified).max().orElseThrow();
    }

    boolean empty() {
        return this.parts.stream().anyMatch((part) -> part.size() == 0);
    }

    /** Stands for path, sizes and times of all files. */
    String stamp() {
        StringBuilder all = new StringBuilder(this.path.toString());
        this.parts.forEach((part) -> all.append('\n')
            .append(part.path().getFileName())
            .append('\n')
            .append(part.size())
            .append('\n')
            .append(part.modified()));
        return Fingerprint.of(all.toString());
    }

    /** Whether all its files are still so, and a sequence has no more of them. */
    boolean unchanged(Path folder) throws IOException {
        try {
            Found now = Members.now(folder, this.path);
            return now != null && now.parts().equals(this.parts);
        }
        catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** What sidecar and error file are named after. */
    Path called() {
        return Members.called(this.path);
    }

}
