package dev.rushes.workers.tags;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a camera that travels from one that turns or zooms: what is near goes by faster
 * than what is far.
 */
final class Parallax {

    /** Of the motion of a place so far that counts beside the next frame's. */
    private static final double MEMORY = 0.92;

    /** Frames without which a mean says nothing. */
    private static final double LEAST_FRAMES = 5;

    /** Pixels a frame below which there is no motion to explain. */
    private static final double LEAST_MOTION = 0.15;

    private Map<Place, Mean> means = new HashMap<>();

    /**
     * Looks at the blocks of the next frame.
     * @return share of the motion that is not that of a flat picture, 0..1; 0 if there is
     * next to none
     */
    double see(List<Fit.Block> blocks) {
        Map<Place, Mean> next = new HashMap<>();
        this.means.forEach((place, mean) -> next.put(place, mean.older()));
        for (Fit.Block block : blocks) {
            next.merge(new Place(block.x(), block.y()), new Mean(1, block.right(), block.down()), Mean::plus);
        }
        // nothing is to be known of a new shot by the old one
        this.means = blocks.isEmpty() ? new HashMap<>() : next;
        List<Fit.Block> flow = this.means.entrySet()
            .stream()
            .filter((entry) -> entry.getValue().frames > LEAST_FRAMES)
            .map((entry) -> entry.getValue().at(entry.getKey()))
            .toList();
        if (flow.isEmpty()) {
            return 0;
        }
        double motion = Fit.median(flow.stream().mapToDouble((b) -> Math.hypot(b.right(), b.down())).toArray());
        Fit flat = Fit.of(flow);
        double rest = Fit.median(flow.stream().mapToDouble(flat::off).toArray());
        return motion < LEAST_MOTION ? 0 : Math.min(1, rest / motion);
    }

    private record Place(double x, double y) {

    }

    /** Sums of what a place did, by weight. */
    private record Mean(double frames, double right, double down) {

        Mean older() {
            return new Mean(MEMORY * this.frames, MEMORY * this.right, MEMORY * this.down);
        }

        Mean plus(Mean other) {
            return new Mean(this.frames + other.frames, this.right + other.right, this.down + other.down);
        }

        Fit.Block at(Place place) {
            return new Fit.Block(place.x, place.y, this.right / this.frames, this.down / this.frames);
        }

    }

}
