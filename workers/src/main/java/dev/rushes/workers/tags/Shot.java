package dev.rushes.workers.tags;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.rushes.models.perception.Box;

/**
 * A stretch that one camera recorded without a break.
 *
 * @param index from 0
 * @param start the first frame
 * @param end the first frame after it
 * @param transitionIn how it begins
 * @param size how close it comes to people, or null if it shows none
 * @param move what the camera does, or null if nobody can tell
 * @param people how many it shows, or null if nobody looked
 * @param faces the longest on the screen first, or null if nobody looked
 * @param objects the surest first, or null if nobody looked
 * @param text lines that can be read in it, the first to appear first, or null if nobody
 * looked
 * @param slate what a slate in it says, or null
 * @param fingerprint by which other takes of it are found, in Base64, or null if nobody
 * looked for objects
 * @param takesGroup name of the group of shots that are takes of the same; null likewise
 * @param picture how it looks, or null if that was not looked at
 * @param audio how it sounds, or null without sound
 * @param bestFrame the frame that shows it best, or null if that was not looked at
 * @param tags words for it, by the machine or a person
 */
public record Shot(int index, Mark start, Mark end, Transition transitionIn, Size size, Move move, People people,
        List<Face> faces, List<Thing> objects, List<Text> text, Slate slate, String fingerprint, String takesGroup,
        PictureFacts picture, AudioFacts audio, Integer bestFrame, List<Tag> tags) {

    public Shot {
        tags = (tags != null) ? List.copyOf(tags) : List.of();
    }

    /** The same with other words. */
    public Shot with(List<Tag> other) {
        return with(this.size, this.move, other);
    }

    /** The same with what a person knows better. */
    public Shot with(Size otherSize, Move otherMove, List<Tag> other) {
        return new Shot(this.index, this.start, this.end, this.transitionIn, otherSize, otherMove, this.people,
                this.faces, this.objects, this.text, this.slate, this.fingerprint, this.takesGroup, this.picture,
                this.audio, this.bestFrame, other);
    }

    /** The same in a group of takes. */
    public Shot among(String group) {
        return new Shot(this.index, this.start, this.end, this.transitionIn, this.size, this.move, this.people,
                this.faces, this.objects, this.text, this.slate, this.fingerprint, group, this.picture, this.audio,
                this.bestFrame, this.tags);
    }

    /** The words that hold. */
    public List<String> words() {
        return this.tags.stream().filter(Tag::holds).map(Tag::name).toList();
    }

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
     * @param source "auto" or "human"
     */
    public record Move(String type, double amount, double score, String source) {

        /** All types. */
        public static final List<String> TYPES = List.of("static", "handheld", "tracking", "pan-left", "pan-right",
                "tilt-up", "tilt-down", "zoom-in", "zoom-out");

        /** As a person said. */
        public static Move said(String type) {
            return new Move(type, 0, 1, Tag.HUMAN);
        }

    }

    /**
     * How close it comes to its largest person.
     *
     * @param type "ECU", "CU", "MCU", "MS", "MWS", "WS" or "EWS", from a part of a face
     * to a figure that is lost in the picture
     * @param score how sure it is, 0..1
     * @param source "auto" or "human"
     */
    public record Size(String type, double score, String source) {

        /** All types. */
        public static final List<String> TYPES = List.of("ECU", "CU", "MCU", "MS", "MWS", "WS", "EWS");

        /** As a person said. */
        public static Size said(String type) {
            return new Size(type, 1, Tag.HUMAN);
        }

    }

    /**
     * Who is there.
     *
     * @param count people that are seen at once
     * @param score of the least sure of them, 0..1
     */
    public record People(int count, double score) {

    }

    /**
     * One face through the shot. Nobody is recognised.
     *
     * @param box where it is largest and surest
     * @param frame of that box
     * @param score how sure it is, 0..1
     * @param track its number in this shot, from 0
     * @param screenRatio share of the shot's time in which it is seen, 0..1
     */
    public record Face(Area box, int frame, double score, int track, double screenRatio) {

    }

    /**
     * A kind of things.
     *
     * @param label one of COCO's 80, such as "car"
     * @param score of the surest, 0..1
     * @param count that are seen at once
     * @param frame that shows so many
     * @param boxes of them in that frame
     */
    public record Thing(String label, double score, int count, int frame, List<Area> boxes) {

    }

    /**
     * A line of text.
     *
     * @param string as far as it was legible
     * @param box where, in the frame in which it was read best
     * @param frame that one
     * @param score how sure the letters are, 0..1
     */
    public record Text(String string, Area box, int frame, double score) {

    }

    /**
     * What stands on a slate; what could not be read is null.
     *
     * @param scene such as "12A"
     * @param take such as "3"
     * @param roll such as "A001"
     * @param camera such as "B"
     * @param date as it is written
     * @param frame in which it was read
     * @param score how sure the least sure letters are, 0..1
     */
    public record Slate(String scene, String take, String roll, String camera, String date, String production,
            String director, int frame, double score) {

        /** How many fields were read. */
        int fields() {
            return (int) Stream.of(scene, take, roll, camera, date, production, director)
                .filter(Objects::nonNull)
                .count();
        }

        /** In words: "scene 12A take 3". */
        public String shown() {
            return Stream
                .of(named("scene", scene), named("take", take), named("roll", roll), named("camera", camera),
                        named("date", date), named("production", production), named("director", director))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        }

        private static String named(String name, String value) {
            return value == null ? null : name + " " + value;
        }

    }

    /** A rectangle as shares of the picture's width and height, 0..1. */
    public record Area(double left, double top, double width, double height) {

        static Area of(Box box) {
            return new Area(Facts.rounded(box.left(), 4), Facts.rounded(box.top(), 4), Facts.rounded(box.width(), 4),
                    Facts.rounded(box.height(), 4));
        }

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
     * @param speechRatio share of its time in which somebody speaks, 0..1; null if nobody
     * listened for it
     * @param speech where: first frame and first frame behind, in pairs; null likewise
     * @param clap frames in which a clap begins
     */
    public record AudioFacts(Double loudnessLufs, double silenceRatio, Double speechRatio, List<List<Integer>> speech,
            List<Integer> clap) {

        public AudioFacts {
            clap = (clap != null) ? List.copyOf(clap) : List.of();
        }

    }

    /**
     * A word for a shot.
     *
     * @param name such as "dark"
     * @param score how sure it is, 0..1; where a person said so, 1, or 0 for what it is
     * not
     * @param source "auto" or "human"
     * @param model that learnt it from examples, or null
     */
    public record Tag(String name, double score, String source, String model) {

        public static final String AUTO = "auto";

        public static final String HUMAN = "human";

        /** A tag that no model gave. */
        public Tag(String name, double score, String source) {
            this(name, score, source, null);
        }

        /** Whether it is true of the shot, as far as anybody knows. */
        public boolean holds() {
            return this.score > 0;
        }

    }

}
