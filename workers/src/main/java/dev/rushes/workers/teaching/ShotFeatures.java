package dev.rushes.workers.teaching;

import java.util.List;

import dev.rushes.models.perception.ObjectDetector;
import dev.rushes.workers.tags.Fingerprint;
import dev.rushes.workers.tags.Shot;

/** A shot as numbers from which a tag is learnt. */
public final class ShotFeatures {

    private static final List<String> MOVES = List.of("static", "handheld", "tracking", "pan", "tilt", "zoom");

    /** More are a crowd. */
    private static final double MOST_PEOPLE = 5;

    private static final int FACTS = Shot.Size.TYPES.size() + MOVES.size() + 7;

    /** How many there are. */
    public static final int COUNT = ObjectDetector.FEATURES + FACTS;

    /**
     * Of the numbers that are no picture: one such fact counts as much as half of the
     * picture.
     */
    private static final float WEIGHT = 0.3f;

    /** Of the numbers of a picture, whose length is 1. */
    private static final float PICTURE = 4;

    private ShotFeatures() {
    }

    /**
     * The numbers of a shot, most of them -1..1; null if nobody looked for objects in it.
     */
    public static float[] of(Shot shot) {
        Fingerprint fingerprint = Fingerprint.parse(shot.fingerprint());
        if (fingerprint == null) {
            return null;
        }
        float[] numbers = new float[COUNT];
        int at = 0;
        for (double feature : fingerprint.features()) {
            numbers[at++] = PICTURE * (float) feature;
        }
        for (String size : Shot.Size.TYPES) {
            numbers[at++] = shot.size() != null && shot.size().type().equals(size) ? WEIGHT : 0;
        }
        for (String move : MOVES) {
            numbers[at++] = shot.move() != null && shot.move().type().startsWith(move) ? WEIGHT : 0;
        }
        numbers[at++] = shot.people() == null ? 0
                : WEIGHT * (float) (Math.min(MOST_PEOPLE, shot.people().count()) / MOST_PEOPLE);
        Shot.PictureFacts picture = shot.picture();
        numbers[at++] = picture == null ? 0 : WEIGHT * (float) picture.exposure();
        numbers[at++] = picture == null ? 0 : WEIGHT * (float) picture.sharpness();
        numbers[at++] = picture == null ? 0 : WEIGHT * (float) Math.min(1, 10 * picture.change());
        numbers[at++] = picture == null ? 0 : WEIGHT * (float) picture.clipping();
        Shot.AudioFacts audio = shot.audio();
        numbers[at++] = audio == null || audio.speechRatio() == null ? 0 : WEIGHT * audio.speechRatio().floatValue();
        numbers[at] = audio == null ? WEIGHT : WEIGHT * (float) audio.silenceRatio();
        return numbers;
    }

}
