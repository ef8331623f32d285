package dev.rushes.workers.teaching;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.rushes.models.Problem;
import dev.rushes.models.dl4j.Judges;
import dev.rushes.workers.tags.Shot;

/** A tag that was learnt. Not for several threads at once. */
public final class TaughtTag {

    private static final double SURE = 0.5;

    private final String name;

    private final String model;

    private final Judges judge;

    /**
     * Reads it.
     * @param network as {@link Lesson} wrote it
     * @throws Problem INVALID if it is none
     */
    public TaughtTag(String name, int version, byte[] network) {
        this.name = name;
        this.model = "taught/" + name + "@" + version;
        try {
            this.judge = Judges.load(new ByteArrayInputStream(network));
        }
        catch (IOException ex) {
            throw Problem.invalid("what was learnt of the tag \"%s\" cannot be read: %s", name, ex.getMessage());
        }
    }

    /**
     * Shots with this tag, or without it; what a person said of them stays.
     * @return as many, the same where nothing changes
     */
    public List<Shot> apply(List<Shot> shots) {
        List<float[]> features = shots.stream().map(ShotFeatures::of).toList();
        float[][] rows = features.stream().filter(Objects::nonNull).toArray(float[][]::new);
        float[][] said = rows.length == 0 ? rows : this.judge.judge(rows);
        List<Shot> tagged = new ArrayList<>();
        int row = 0;
        for (int i = 0; i < shots.size(); i++) {
            double likely = features.get(i) == null ? 0 : said[row++][0];
            tagged.add(apply(shots.get(i), likely));
        }
        return tagged;
    }

    private Shot apply(Shot shot, double likely) {
        if (shot.tags()
            .stream()
            .anyMatch((tag) -> tag.name().equals(this.name) && tag.source().equals(Shot.Tag.HUMAN))) {
            return shot;
        }
        return with(shot, this.name, likely < SURE ? null
                : new Shot.Tag(this.name, Math.round(likely * 1000) / 1000.0, Shot.Tag.AUTO, this.model));
    }

    /** The shot without what a machine said of a tag. */
    public static Shot without(Shot shot, String name) {
        return with(shot, name, null);
    }

    private static Shot with(Shot shot, String name, Shot.Tag tag) {
        List<Shot.Tag> tags = new ArrayList<>(shot.tags());
        tags.removeIf((one) -> one.name().equals(name) && one.source().equals(Shot.Tag.AUTO));
        if (tag != null) {
            tags.add(tag);
        }
        return tags.equals(shot.tags()) ? shot : shot.with(tags);
    }

}
