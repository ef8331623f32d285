package dev.rushes.workers.tags;

import java.util.List;

/**
 * A stretch that one camera recorded without a break.
 *
 * @param index from 0
 * @param start the first frame
 * @param end the first frame after it
 * @param transitionIn how it begins
 * @param move what the camera does, or null if nobody can tell
 * @param picture how it looks, or null if that was not looked at
 * @param audio how it sounds, or null without sound
 * @param bestFrame the frame that shows it best, or null if that was not looked at
 * @param tags words for it, by the machine or a person
 */
public record Shot(int index, Mark start, Mark end, Transition transitionIn, Move move, PictureFacts picture,
        AudioFacts audio, Integer bestFrame, List<Tag> tags) {

    int frames() {
        return end.frame() - start.frame();
    }

    /**
     * How a shot begins.
     *
     * @param type "none" for the clip's first, "cut", "dissolve", "fade" or "wipe"
     * @param frames that show both shots, 0 for a cut
     * @param score how sure it is, 0..1
     */
    public record Transition(String type, int frames, double score) {

    }

    /**
     * What the camera does.
     *
     * @param type "static", "handheld", "pan-left", "pan-right", "tilt-up", "tilt-down",
     * "zoom-in", "zoom-out" or "tracking" (the camera leaves its place), as the camera
     * moves
     * @param amount pictures that a pan or tilt passed, how much larger or smaller a zoom
     * made the picture (0.5 for half), the larger of both of a tracking shot, or root
     * mean square of a shake from frame to frame in pictures
     * @param score how sure it is, 0..1
     */
    public record Move(String type, double amount, double score) {

    }

    /**
     * How it looks; all are means over its frames.
     *
     * @param exposure luma, 0 for black to 1 for white
     * @param sharpness 0 for a plain or blurred picture to 1 for edges of a pixel
     * @param clipping share of the pixels that are white or black without detail, 0..1
     * @param change from frame to frame, mean difference of luma, 0..1
     * @param palette its most frequent colours as "#rrggbb", the first the most frequent
     */
    public record PictureFacts(double exposure, double sharpness, double clipping, double change,
            List<String> palette) {

    }

    /**
     * How it sounds.
     *
     * @param loudnessLufs integrated over the shot, or null if it is silent
     * @param silenceRatio share of its time without sound, 0..1
     */
    public record AudioFacts(Double loudnessLufs, double silenceRatio) {

    }

    /**
     * A word for a shot.
     *
     * @param name such as "dark"
     * @param score how sure it is, 0..1; 1 where a person said so
     * @param source "auto" or "human"
     */
    public record Tag(String name, double score, String source) {

        public static final String AUTO = "auto";

        public static final String HUMAN = "human";

    }

}
