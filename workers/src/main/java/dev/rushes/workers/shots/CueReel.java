package dev.rushes.workers.shots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns frames, as they come, into their cues. */
public final class CueReel {

    private static final int SPAN = 2 * Cues.REACH + 1;

    /** The latest frames; the cues of the one in the middle are known. */
    private final Sketch[] window = new Sketch[SPAN];

    private final List<float[]> cues = new ArrayList<>();

    private long[] pts = new long[1024];

    private int frames;

    /** Sees the next frame in the order of presentation. */
    public void see(Sketch sketch) {
        if (this.frames == 0) {
            Arrays.fill(this.window, sketch);
        }
        if (this.frames == this.pts.length) {
            this.pts = Arrays.copyOf(this.pts, 2 * this.frames);
        }
        this.pts[this.frames++] = sketch.pts();
        push(sketch);
        if (this.frames > Cues.REACH) {
            this.cues.add(Cues.of(this.window));
        }
    }

    private void push(Sketch sketch) {
        System.arraycopy(this.window, 1, this.window, 0, SPAN - 1);
        this.window[SPAN - 1] = sketch;
    }

    /** The cues of all frames, when there are no more. */
    public List<float[]> finish() {
        while (this.cues.size() < this.frames) {
            push(this.window[SPAN - 1]);
            if (this.frames - this.cues.size() <= Cues.REACH) {
                this.cues.add(Cues.of(this.window));
            }
        }
        return this.cues;
    }

    /** Presentation times of all frames so far. */
    public long[] pts() {
        return Arrays.copyOf(this.pts, this.frames);
    }

}
