package dev.rushes.workers.shots;

/**
 * From one shot to the next.
 *
 * @param firstFrame number of the first frame that shows the new shot
 * @param endFrame the first frame that shows nothing but the new shot; the same for a cut
 * @param pts presentation time of the first frame in the stream's ticks
 * @param type how it is done
 * @param score how sure that is, 0..1
 */
public record Transition(int firstFrame, int endFrame, long pts, Type type, double score) {

    /** How one shot becomes another. */
    public enum Type {

        CUT, DISSOLVE, FADE, WIPE

    }

}
