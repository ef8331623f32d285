package dev.rushes.workers.operations;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;

/**
 * Finds shots and what is in them. It changes no picture.
 *
 * @param only what to look for, separated by commas, or "all"
 */
@Summary("Finds shots and what is in them")
public record Tag(@Option(flag = "--tag",
        help = "find shots and what is in them: all, or some of shots, picture, faces, objects, text, sound, speech with commas between them",
        defaultValue = Tag.ALL, bare = Tag.ALL) String only) implements Operation {

    /** What can be looked for. */
    public static final List<String> ANALYSERS = List.of("shots", "picture", "faces", "objects", "text", "sound",
            "speech");

    static final String ALL = "all";

    public Tag {
        names(only);
    }

    /** What is to be looked for. */
    public Set<String> analysers() {
        return names(this.only);
    }

    private static Set<String> names(String only) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : only.split(",")) {
            String word = name.strip();
            if (word.equals(ALL)) {
                names.addAll(ANALYSERS);
            }
            else if (ANALYSERS.contains(word)) {
                names.add(word);
            }
            else {
                String hint = Nearest.to(word, ANALYSERS).map("; did you mean \"%s\"?"::formatted).orElse("");
                throw Problem.invalid("tag: only must be all, or some of %s with commas between them, not \"%.60s\"%s",
                        String.join(", ", ANALYSERS), word, hint);
            }
        }
        return names;
    }

}
