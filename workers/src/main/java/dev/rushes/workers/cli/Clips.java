package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.media.Source;

/** Several clips on one command line. */
final class Clips {

    private Clips() {
    }

    /**
     * Makes sure, before any work starts, that every clip is there and that no two would
     * write the same file.
     * @throws Problem NOT_FOUND or INVALID
     */
    static void check(List<Path> clips) {
        Map<String, Path> byStem = new HashMap<>();
        for (Path clip : clips) {
            Source.of(clip);
            Path rival = byStem.put(Source.stem(clip), clip);
            if (rival != null) {
                throw Problem.invalid("%s and %s would both be written as %s.rushes; process them into two folders",
                        rival, clip, Source.stem(clip));
            }
        }
    }

    /** The clip's own name, for a person. */
    static String name(Path clip) {
        return String.valueOf(clip.getFileName());
    }

}
