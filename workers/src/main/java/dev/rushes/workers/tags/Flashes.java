package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds flashing that may harm people with photosensitive epilepsy, after ITU-R BT.1702:
 * a flash is a pair of opposing changes of luminance by a tenth or more of white, the
 * darker below 0.8, on a quarter of the picture or more; more than three a second are a
 * risk.
 */
final class Flashes {

    private static final double STEP = 0.1;

    private static final double DARKER = 0.8;

    private static final double AREA = 0.25;

    /** Opposing changes that make more than three flashes. */
    private static final int RISK = 7;

    /** Where each cell turned last, in relative luminance. */
    private float[] turned;

    /** Whether it was rising (1), falling (-1) or neither when it turned. */
    private byte[] direction;

    /** The frames at which enough of the picture changed, and which way. */
    private final List<Turn> turns = new ArrayList<>();

    private int frame;

    private record Turn(int frame, int direction) {

    }

    /**
     * Frames in which it flashes.
     *
     * @param first, end exclusive
     * @param changes opposing ones within it
     */
    record Stretch(int first, int end, int changes) {

    }

    /** The next frame: luma of its cells as it is coded, 0..1. */
    void see(float[] cells) {
        float[] light = new float[cells.length];
        for (int i = 0; i < cells.length; i++) {
            // BT.1886
            light[i] = (float) Math.pow(cells[i], 2.4);
        }
        if (this.turned == null) {
            this.turned = light.clone();
            this.direction = new byte[cells.length];
        }
        int rising = 0;
        int falling = 0;
        for (int i = 0; i < light.length; i++) {
            float rise = light[i] - this.turned[i];
            if (this.direction[i] * rise > 0) {
                // it goes on as it did
                this.turned[i] = light[i];
            }
            else if (Math.abs(rise) >= STEP && Math.min(light[i], this.turned[i]) < DARKER) {
                this.direction[i] = (byte) Math.signum(rise);
                this.turned[i] = light[i];
                rising += rise > 0 ? 1 : 0;
                falling += rise < 0 ? 1 : 0;
            }
        }
        note(rising, 1, light.length);
        note(falling, -1, light.length);
        this.frame++;
    }

    private void note(int cells, int way, int all) {
        if (cells >= AREA * all && (this.turns.isEmpty() || this.turns.getLast().direction() != way)) {
            this.turns.add(new Turn(this.frame, way));
        }
    }

    /**
     * Where it flashes more than three times a second.
     * @param second its length in frames
     */
    List<Stretch> risks(int second) {
        List<Stretch> risks = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < this.turns.size(); i++) {
            while (this.turns.get(i).frame() - this.turns.get(from).frame() >= second) {
                from++;
            }
            if (i - from + 1 >= RISK) {
                int first = this.turns.get(from).frame();
                int end = this.turns.get(i).frame() + 1;
                boolean joins = !risks.isEmpty() && risks.getLast().end() > first;
                int begun = joins ? risks.removeLast().first() : first;
                risks.add(new Stretch(begun, end, changes(begun, end)));
            }
        }
        return risks;
    }

    private int changes(int first, int end) {
        return (int) this.turns.stream().filter((turn) -> turn.frame() >= first && turn.frame() < end).count();
    }

}
