package dev.rushes.workers.media;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;

/**
 * How large a clip is shown: upright, with square pixels, no larger than a box that lies
 * or stands as the clip does, and never enlarged.
 *
 * @param width, height of the proxy in pixels
 * @param turns clockwise quarter turns that bring the coded picture upright, 0 to 3
 */
record ProxySize(int width, int height, int turns) {

    /** libopenh264 takes nothing smaller. */
    private static final int LEAST = 16;

    /**
     * The size within a box.
     * @param longSide, shortSide of the box in pixels
     */
    static ProxySize within(ClipInfo.Video video, int longSide, int shortSide) {
        int turns = Math.floorMod(Math.round(-video.rotation() / 90), 4);
        double wide = video.width() * Rational.parse(video.sampleAspect()).value();
        double high = video.height();
        boolean lies = turns % 2 == 0;
        double width = lies ? wide : high;
        double height = lies ? high : wide;
        double shrink = Math.max(1, Math.max(Math.max(width, height) / longSide, Math.min(width, height) / shortSide));
        return new ProxySize(even(width / shrink), even(height / shrink), turns);
    }

    /**
     * The whole size: every pixel where they are square, else stretched to square ones.
     */
    static ProxySize whole(ClipInfo.Video video) {
        int turns = Math.floorMod(Math.round(-video.rotation() / 90), 4);
        int wide = (int) Math.round(video.width() * Rational.parse(video.sampleAspect()).value());
        return turns % 2 == 0 ? new ProxySize(wide, video.height(), turns) : new ProxySize(video.height(), wide, turns);
    }

    /** Before it is turned. */
    int codedWidth() {
        return turns % 2 == 0 ? width : height;
    }

    /** Before it is turned. */
    int codedHeight() {
        return turns % 2 == 0 ? height : width;
    }

    /** The filter that turns it, with a comma before, or nothing. */
    String filter() {
        return switch (turns) {
            case 1 -> ",transpose=clock";
            case 2 -> ",hflip,vflip";
            case 3 -> ",transpose=cclock";
            default -> "";
        };
    }

    private static int even(double side) {
        return Math.max(LEAST, 2 * (int) Math.round(side / 2));
    }

}
