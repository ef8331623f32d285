package dev.rushes.workers.teaching;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.rushes.models.Problem;
import dev.rushes.models.dl4j.Judges;

/**
 * Learns a tag from examples: logistic regression of a shot's features by Deeplearning4j.
 * The same examples give the same.
 */
public final class Lesson {

    /** Through all examples; nothing changes any more then. */
    private static final int TIMES = 100;

    private static final double RATE = 0.05;

    /** Most examples that are left out one by one to see how well a tag is learnt. */
    private static final int MOST = 64;

    private Lesson() {
    }

    /**
     * A shot, and whether it is one.
     *
     * @param features by {@link ShotFeatures}
     */
    public record Example(float[] features, boolean yes) {

    }

    /**
     * What was learnt.
     *
     * @param network a zip file of Deeplearning4j
     * @param accuracy share of the examples that were told right by a network that had
     * not seen them, 0..1, each class counting half; null if one class has a single
     * example
     */
    public record Learnt(byte[] network, Double accuracy) {

    }

    /**
     * Learns.
     * @return nothing if there are no examples of one kind
     */
    public static Optional<Learnt> learn(List<Example> examples) {
        long yes = examples.stream().filter(Example::yes).count();
        if (yes == 0 || yes == examples.size()) {
            return Optional.empty();
        }
        // judges that have not seen one example each sit beside the one that has seen all
        int judges = 1 + Math.min(MOST, examples.size());
        float[][] rows = new float[examples.size()][];
        float[][] verdicts = new float[examples.size()][judges];
        float[][] weights = new float[examples.size()][judges];
        for (int i = 0; i < rows.length; i++) {
            Example example = examples.get(i);
            rows[i] = example.features();
            // both kinds count the same, however many there are of each
            float weight = (float) examples.size() / (2 * (example.yes() ? yes : examples.size() - yes));
            for (int judge = 0; judge < judges; judge++) {
                verdicts[i][judge] = example.yes() ? 1 : 0;
                weights[i][judge] = judge == i + 1 ? 0 : weight;
            }
        }
        Judges all = Judges.untrained(ShotFeatures.COUNT, judges);
        all.learn(rows, verdicts, weights, TIMES, RATE);
        ByteArrayOutputStream network = new ByteArrayOutputStream();
        try {
            all.first().save(network);
        }
        catch (IOException impossible) {
            throw Problem.internal(impossible, "cannot write a network");
        }
        boolean several = yes > 1 && examples.size() - yes > 1;
        return Optional.of(new Learnt(network.toByteArray(), several ? accuracy(examples, all.judge(rows)) : null));
    }

    /** Each example by the judge that has not seen it. */
    private static Double accuracy(List<Example> examples, float[][] said) {
        double[] right = new double[2];
        double[] all = new double[2];
        for (int i = 0; i < said[0].length - 1; i++) {
            int kind = examples.get(i).yes() ? 1 : 0;
            all[kind]++;
            right[kind] += said[i][i + 1] >= 0.5 == examples.get(i).yes() ? 1 : 0;
        }
        return all[0] == 0 || all[1] == 0 ? null : (right[0] / all[0] + right[1] / all[1]) / 2;
    }

}
