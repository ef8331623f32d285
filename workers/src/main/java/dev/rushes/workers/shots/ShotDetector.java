package dev.rushes.workers.shots;

import java.util.List;

import dev.rushes.models.dl4j.Learned;

/**
 * Finds where one shot becomes another: hard cuts to the frame, dissolves, fades through
 * a plain picture, and wipes. What is measured of every frame is told to a network that
 * was trained on shots with known transitions; it is one thread's.
 */
public final class ShotDetector {

    /** More than anybody edits; what is beyond is one shot. */
    private static final int MOST = 20_000;

    private final CueReel cues = new CueReel();

    /** Sees the next frame in the order of presentation. */
    public void see(Sketch sketch) {
        this.cues.see(sketch);
    }

    /** All that were found, in order, when there are no more frames. */
    public List<Transition> finish() {
        List<float[]> all = this.cues.finish();
        // it is not for several threads at once
        synchronized (Network.LEARNED) {
            List<Transition> found = Decision.of(Network.LEARNED.classifier(), all, this.cues.pts());
            return found.size() > MOST ? found.subList(0, MOST) : found;
        }
    }

    /** What decides. */
    public static Learned network() {
        return Network.LEARNED;
    }

    /** Loaded when it is needed: that takes a second. */
    private static final class Network {

        private static final Learned LEARNED = Learned.shipped("shot-transitions");

    }

}
