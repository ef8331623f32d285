package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Json;

/**
 * What was found in a clip: the document {@code <stem>.tags.json}, from which all other
 * files are made.
 *
 * @param schema "rushes.tags/1"
 * @param clip the clip as a whole
 * @param shots in order, without gaps; none if they were not looked for
 * @param curves it over its time, or null if nobody looked
 * @param analysers the names of those that looked
 * @param models what guessed
 */
public record ClipTags(String schema, Clip clip, List<Shot> shots, Curves curves, List<String> analysers,
        List<Model> models) {

    public static final String SCHEMA = "rushes.tags/1";

    public ClipTags {
        shots = (shots != null) ? List.copyOf(shots) : List.of();
    }

    /** The same with other shots. */
    public ClipTags with(List<Shot> other) {
        return new ClipTags(this.schema, this.clip, other, this.curves, this.analysers, this.models);
    }

    /**
     * Reads a document of at most 64 MiB; earlier versions of the program found less.
     * @throws dev.rushes.models.Problem NOT_FOUND, or INVALID with a sentence that names
     * the file
     */
    public static ClipTags read(Path file) {
        ClipTags tags = Json.readAnyVersion(file, ClipTags.class);
        if (tags == null || !SCHEMA.equals(tags.schema()) || tags.clip() == null) {
            throw Problem.invalid("%s is no document of the schema %s", file.getFileName(), SCHEMA);
        }
        return tags;
    }

    /**
     * The clip as a whole.
     *
     * @param info its container, as {@code rushes probe} prints it; in JSON its fields
     * stand beside the others
     * @param loudness of its first sound, or null without one
     * @param firstSound the frame in which the first sound is heard, or null if none is
     * @param lastSound the frame in which the last one is heard, or null
     * @param slate the first that was read, or null
     * @param fingerprint of its longest shot, or null
     * @param takesGroup of its longest shot, or null
     * @param qc what is wrong with it, in order of time
     */
    public record Clip(@JsonUnwrapped ClipInfo info, Loudness loudness, Mark firstSound, Mark lastSound,
            Shot.Slate slate, String fingerprint, String takesGroup, List<Finding> qc) {

        static Clip of(ClipInfo info, Sounds sounds, List<Shot> shots, List<Finding> faults) {
            Optional<Shot> longest = shots.stream().max(Comparator.comparingInt(Shot::frames));
            return new Clip(info, sounds == null ? null : sounds.loudness(), sounds == null ? null : sounds.first(),
                    sounds == null ? null : sounds.last(),
                    shots.stream().map(Shot::slate).filter(Objects::nonNull).findFirst().orElse(null),
                    longest.map(Shot::fingerprint).orElse(null), longest.map(Shot::takesGroup).orElse(null), faults);
        }

    }

    /**
     * A model that guessed.
     *
     * @param sha256 of its weights, in hexadecimal digits
     * @param facts the fields of shots that are its guesses, alone or with others
     */
    public record Model(String id, String version, String sha256, List<String> facts) {

    }

    /**
     * Loudness by EBU R 128.
     *
     * @param integratedLufs null if nothing is loud enough to be measured
     * @param lra loudness range in LU
     * @param truePeakDbtp null for digital silence
     */
    public record Loudness(Double integratedLufs, double lra, Double truePeakDbtp) {

    }

}
