package dev.rushes.workers.shots;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.rushes.models.dl4j.Classifier;

/**
 * Which frames are transitions, decided by a network that is told the cues of frames
 * around each.
 */
public final class Decision {

    /**
     * Classes that the network tells apart: none, and the types of transitions in order.
     */
    public static final int CLASSES = 5;

    /** The class of a frame that shows one shot. */
    public static final int NONE = 0;

    private static final int CUT = classOf(Transition.Type.CUT);

    private static final List<Transition.Type> GRADUAL = List.of(Transition.Type.DISSOLVE, Transition.Type.FADE,
            Transition.Type.WIPE);

    /** The frames whose cues are told for one. */
    private static final int[] CONTEXT = { -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16 };

    /** How many numbers the network is told of a frame. */
    public static final int INPUTS = CONTEXT.length * Cues.COUNT;

    /** From which probability on it is a cut; best on held-out footage. */
    private static final double LIKELY_CUT = 0.7;

    /** From which on frames show two shots. */
    private static final double LIKELY = 0.6;

    /** Frames on either side of a cut where there is no other. */
    private static final int APART = 2;

    /** Frames of the shortest gradual transition. */
    private static final int SHORTEST = 4;

    /** Frames in between for which two of these are one. */
    private static final int GAP = 4;

    /** Share of the change that is left in a pan when the picture is moved back. */
    private static final double PAN = 0.6;

    private final float[][] likely;

    private final List<float[]> cues;

    private final long[] pts;

    private Decision(float[][] likely, List<float[]> cues, long[] pts) {
        this.likely = likely;
        this.cues = cues;
        this.pts = pts;
    }

    /**
     * The class of the first frame of a shot, if it is of a cut, or of those that show
     * two.
     */
    public static int classOf(Transition.Type type) {
        return switch (type) {
            case CUT -> 1;
            case DISSOLVE -> 2;
            case FADE -> 3;
            case WIPE -> 4;
        };
    }

    /**
     * What the network is told.
     * @param cues of all frames
     * @param frame the frame, from 0
     * @return {@link #INPUTS} numbers
     */
    public static float[] inputs(List<float[]> cues, int frame) {
        float[] inputs = new float[INPUTS];
        for (int i = 0; i < CONTEXT.length; i++) {
            float[] there = cues.get(Math.clamp(frame + CONTEXT[i], 0, cues.size() - 1));
            System.arraycopy(there, 0, inputs, i * Cues.COUNT, Cues.COUNT);
        }
        return inputs;
    }

    /**
     * Decides for all frames.
     * @param cues of all frames
     * @param pts their presentation times
     * @return the transitions in order; none at a clip's first or last frame
     */
    public static List<Transition> of(Classifier network, List<float[]> cues, long[] pts) {
        float[][] likely = new float[cues.size()][];
        int some = 4096;
        for (int from = 0; from < likely.length; from += some) {
            float[][] rows = new float[Math.min(some, likely.length - from)][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = inputs(cues, from + i);
            }
            System.arraycopy(network.classify(rows), 0, likely, from, rows.length);
        }
        return new Decision(likely, cues, pts).transitions();
    }

    private List<Transition> transitions() {
        List<Transition> found = new ArrayList<>();
        int frame = 1;
        while (frame < this.likely.length) {
            int end = gradual(frame) >= LIKELY ? gradualEnd(frame) : frame;
            if (end - frame >= SHORTEST) {
                Transition gradual = gradual(frame, end);
                boolean pan = gradual.type() == Transition.Type.WIPE && isPan(frame, end);
                if (frame > 1 && end < this.likely.length && !pan) {
                    found.add(gradual);
                }
                frame = end;
            }
            else if (isCut(frame)) {
                found.add(new Transition(frame, frame, this.pts[frame], Transition.Type.CUT, this.likely[frame][CUT]));
            }
            frame++;
        }
        return List.copyOf(found);
    }

    /** How likely it is that a frame shows two shots, by those beside it too. */
    private double gradual(int frame) {
        double sum = 0;
        for (int i = frame - 1; i <= frame + 1; i++) {
            float[] here = this.likely[Math.clamp(i, 0, this.likely.length - 1)];
            sum += 1 - here[NONE] - here[CUT];
        }
        return sum / 3;
    }

    private int gradualEnd(int first) {
        int end = first + 1;
        for (int i = first + 1; i < this.likely.length && i - end < GAP; i++) {
            if (gradual(i) >= LIKELY) {
                end = i + 1;
            }
        }
        return end;
    }

    private Transition gradual(int first, int end) {
        Map<Transition.Type, Double> sums = new EnumMap<>(Transition.Type.class);
        for (Transition.Type type : GRADUAL) {
            sums.put(type, IntStream.range(first, end).mapToDouble((i) -> this.likely[i][classOf(type)]).sum());
        }
        Transition.Type type = Collections.max(GRADUAL, Comparator.comparing(sums::get));
        double score = sums.values().stream().mapToDouble(Double::doubleValue).sum() / (end - first);
        return new Transition(first, end, this.pts[first], type, Math.min(1, score));
    }

    /**
     * A picture that is pushed aside by the next looks like a pan, which there are more
     * of.
     */
    private boolean isPan(int first, int end) {
        return change(first, end, Cues.SHIFTED) < PAN * change(first, end, Cues.DIFFERENCE);
    }

    private double change(int first, int end, int cue) {
        return IntStream.range(first, end).mapToDouble((i) -> Math.expm1(this.cues.get(i)[cue])).sum();
    }

    private boolean isCut(int frame) {
        double here = this.likely[frame][CUT];
        for (int i = Math.max(0, frame - APART); i <= Math.min(this.likely.length - 1, frame + APART); i++) {
            if (this.likely[i][CUT] > here) {
                return false;
            }
        }
        return here >= LIKELY_CUT;
    }

}
