package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import dev.rushes.workers.media.Hearing;

/** Finds what may be wrong with the sound. */
final class SoundFaults {

    /** 80 dB below full scale: a channel nobody plugged anything into. */
    private static final double DEAD = 1e-4;

    /** Of the correlation: two microphones in one place stay below it. */
    private static final double SAME = 0.9999;

    private static final double OUT_OF_PHASE = -0.8;

    /** Clipping so near is one trouble. */
    private static final int NEAR = Hearing.PEAKS;

    private SoundFaults() {
    }

    static List<Finding> find(Hearing heard, Ruler ruler) {
        List<Finding> found = new ArrayList<>(clipping(heard, ruler));
        double[] channels = heard.channels();
        long live = Arrays.stream(channels).filter((rms) -> rms > DEAD).count();
        if (live == 0) {
            found.add(whole("silent", 1, "no channel carries any sound"));
        }
        for (int channel = 0; channel < channels.length && live > 0; channel++) {
            if (channels[channel] <= DEAD) {
                found.add(whole("dead-channel", 0.9, "channel %d carries no sound".formatted(channel + 1)));
            }
        }
        if (heard.correlation() > SAME) {
            found.add(whole("same-channels", 1, "channels 1 and 2 carry the same sound: it is mono"));
        }
        else if (heard.correlation() < OUT_OF_PHASE) {
            found.add(whole("out-of-phase", 0.9, "channels 1 and 2 cancel each other: one has its polarity reversed"));
        }
        return found;
    }

    private static List<Finding> clipping(Hearing heard, Ruler ruler) {
        List<Finding> found = new ArrayList<>();
        BitSet clipped = heard.clipped();
        int first = clipped.nextSetBit(0);
        while (first >= 0) {
            int last = first;
            int next = clipped.nextSetBit(last + 1);
            while (next >= 0 && next - last <= NEAR) {
                last = next;
                next = clipped.nextSetBit(last + 1);
            }
            int begin = ruler.frameAt((double) first / Hearing.PEAKS);
            int end = ruler.frameAt((last + 1.0) / Hearing.PEAKS) + 1;
            found.add(new Finding("clipped-sound", ruler.mark(begin), ruler.mark(Math.min(end, ruler.frames())), 0.9,
                    "the sound is cut off at full scale"));
            first = next;
        }
        return found;
    }

    private static Finding whole(String kind, double score, String note) {
        return new Finding(kind, null, null, score, note);
    }

}
