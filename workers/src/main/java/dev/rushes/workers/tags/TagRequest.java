package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.Set;

import dev.rushes.workers.operations.Tag;

/**
 * What was asked.
 *
 * @param clip a file, or an image sequence's pattern
 * @param out folder for the files, made if missing
 * @param rate frames a second of an image sequence, or null for what it says
 * @param only the analysers that look, of {@link Tag#ANALYSERS}
 * @param threads for the decoder and the models, 1 or more; 0 takes what the machine
 * grants
 * @param name of the clip for people, where the file has another; or null
 * @param earlier what was found, and what people said of it, in an earlier run; null to
 * look for its document in the folder
 * @param takes of other clips, or null to leave takes alone
 */
public record TagRequest(Path clip, Path out, String rate, Set<String> only, int threads, String name, ClipTags earlier,
        Takes takes) {

    /** For a clip that has its own name, tagged into a folder. */
    public TagRequest(Path clip, Path out, String rate, Set<String> only, int threads, Takes takes) {
        this(clip, out, rate, only, threads, null, null, takes);
    }

    /** What people call it. */
    Path shown() {
        return this.name == null ? this.clip : Path.of(this.name);
    }

}
