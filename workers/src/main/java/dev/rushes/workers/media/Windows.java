package dev.rushes.workers.media;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Noise;
import dev.rushes.models.Picture;

/**
 * What a model is shown for each frame of a segment: the frame itself in the middle and
 * as many before and after it as the model wants. Beside a cut, and at the ends of a
 * clip, the nearest frame of the same scene stands for those that are missing, so that
 * nothing is ever read across a cut.
 */
final class Windows implements AutoCloseable {

    private final FrameSource upstream;

    private final int reach;

    private final Stretch stretch;

    /** In the order of presentation; the next middle is at {@link #next}. */
    private final List<Seen> seen = new ArrayList<>();

    private int next;

    private long contents;

    private boolean ended;

    /**
     * A frame that may still be wanted.
     *
     * @param content a number that it shares with the frames before it that are equal to
     * the last bit
     * @param scene the number of the scene that it belongs to
     */
    private record Seen(Picture picture, long pts, long content, int scene) {

    }

    /**
     * What a model is shown.
     *
     * @param pictures shares, closed by whoever gets them
     * @param pts of the middle one
     * @param contents equal lists have equal pictures, if one follows the other
     * @param noise of its scene; may be null
     */
    record Window(List<Picture> pictures, long pts, List<Long> contents, Noise noise) {

    }

    /**
     * Windows of a segment's frames.
     * @param upstream closed with this; may begin before the stretch and end after it
     * @param reach how many frames before and after the middle one are wanted, 0 or more
     */
    Windows(FrameSource upstream, int reach, Stretch stretch) {
        this.upstream = upstream;
        this.reach = reach;
        this.stretch = stretch;
    }

    /** The next one, or null at the end of the stretch. */
    Window next() {
        while (true) {
            read(this.next);
            if (this.next >= this.seen.size() || this.seen.get(this.next).pts() >= this.stretch.endPts()) {
                return null;
            }
            if (this.seen.get(this.next).pts() >= this.stretch.startPts()) {
                read(this.next + this.reach);
                Window window = around(this.next);
                this.next++;
                forget();
                return window;
            }
            this.next++;
        }
    }

    private void read(int index) {
        while (!this.ended && this.seen.size() <= index) {
            Frame frame = this.upstream.next();
            if (frame == null) {
                this.ended = true;
            }
            else {
                boolean held = !this.seen.isEmpty() && frame.picture().hasContentOf(this.seen.getLast().picture());
                this.contents += held ? 0 : 1;
                this.seen.add(new Seen(frame.picture(), frame.pts(), this.contents, this.stretch.sceneOf(frame.pts())));
            }
        }
    }

    private Window around(int middle) {
        List<Picture> pictures = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (int distance = -this.reach; distance <= this.reach; distance++) {
            Seen nearest = nearest(middle, distance);
            pictures.add(nearest.picture().share());
            numbers.add(nearest.content());
        }
        Seen seen = this.seen.get(middle);
        return new Window(pictures, seen.pts(), numbers, this.stretch.noiseOf(seen.scene()));
    }

    /**
     * The frame at a distance from another or, where that is of no use, the last before
     * it.
     */
    private Seen nearest(int middle, int distance) {
        int step = Integer.signum(distance);
        int at = middle;
        while (at != middle + distance && at + step >= 0 && at + step < this.seen.size()
                && this.seen.get(at + step).scene() == this.seen.get(middle).scene()) {
            at += step;
        }
        return this.seen.get(at);
    }

    /** Keeps one frame before the next middle at least, to compare with. */
    private void forget() {
        while (this.next > Math.max(1, this.reach)) {
            this.seen.removeFirst().picture().close();
            this.next--;
        }
    }

    @Override
    public void close() {
        this.seen.forEach(frame -> frame.picture().close());
        this.seen.clear();
        this.upstream.close();
    }

}
