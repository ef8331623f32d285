import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.rushes.models.dl4j.Classifier;
import dev.rushes.workers.shots.CueReel;
import dev.rushes.workers.shots.Decision;
import dev.rushes.workers.shots.Transition;

/**
 * Trains the network that finds shots, on shots made of still pictures.
 *
 * <pre>./run.sh Train.java PICTURES FOOTAGE.txt OUT REELS EPOCHS</pre>
 *
 * PICTURES is a folder of pictures, FOOTAGE.txt lists clips of one shot each. Half of the reels are made of either.
 */
final class Train {

    private static final long SEED = 1;

    private static final int SHOTS = 12;

    private final List<Still> stills;

    private final Footage footage;

    private final List<float[]> rows = new ArrayList<>();

    private final List<Integer> classes = new ArrayList<>();

    private Train(List<Still> stills, Footage footage) {
        this.stills = stills;
        this.footage = footage;
    }

    public static void main(String[] args) throws IOException {
        Train train = new Train(stills(Path.of(args[0])), new Footage(Path.of(args[1])));
        System.out.printf("%d pictures, %d clips%n", train.stills.size(), train.footage.size());
        int reels = Integer.parseInt(args[3]);
        int epochs = Integer.parseInt(args[4]);
        train.film(reels, SEED);
        float[][] scale = train.scale();
        Classifier network = Classifier.untrained(Decision.INPUTS, new int[] { 128, 64 }, Decision.CLASSES, SEED);
        train.learn(network, epochs, 1e-3);
        network.takeUnscaled(scale[0], scale[1]);
        try (OutputStream out = Files.newOutputStream(Path.of(args[2]))) {
            network.save(out);
        }
        score("made of stills", made(train.stills, new SplittableRandom(99)), network);
        score("made of the same footage", train.footage.plain(new SplittableRandom(5)), network);
    }

    static List<Still> stills(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter((f) -> f.toString().matches(".*\\.(jpe?g|png)")).sorted().parallel().map(Still::read)
                .filter(Objects::nonNull).toList();
        }
    }

    static Reel.Shooting made(List<Still> stills, RandomGenerator random) {
        Take[] last = { null };
        return () -> {
            boolean same = last[0] != null && random.nextDouble() < 0.25;
            last[0] = new Take(stills, same ? last[0] : null, random);
            return last[0]::next;
        };
    }

    static void score(String what, Reel.Shooting shooting, Classifier network) {
        Score score = new Score();
        for (int i = 0; i < 60; i++) {
            Reel reel = Reel.of(shooting, SHOTS, new SplittableRandom(1000 + i));
            score.add(reel.transitions(), found(reel, network));
        }
        System.out.printf("%s: %s%n", what, score);
    }

    static List<Transition> found(Reel reel, Classifier network) {
        CueReel cues = new CueReel();
        reel.frames().forEach(cues::see);
        return Decision.of(network, cues.finish(), cues.pts());
    }

    private void film(int reels, long seed) {
        long start = System.nanoTime();
        IntStream.range(0, reels).parallel().forEach((i) -> {
            RandomGenerator random = new SplittableRandom(seed * 100_000 + i);
            Reel reel = Reel.of(i % 2 == 0 ? made(stills, random) : footage.varied(random), SHOTS, random);
            CueReel cues = new CueReel();
            reel.frames().forEach(cues::see);
            List<float[]> all = cues.finish();
            int[] truth = truth(reel);
            for (int t = 1; t < truth.length; t++) {
                if (random.nextDouble() < share(truth, t)) {
                    float[] row = Decision.inputs(all, t);
                    synchronized (this) {
                        this.rows.add(row);
                        this.classes.add(truth[t]);
                    }
                }
            }
        });
        System.out.printf("%d examples in %.0f s%n", this.rows.size(), (System.nanoTime() - start) / 1e9);
    }

    /** Of the frames of each class, which are by far not as many. */
    private static double share(int[] truth, int t) {
        if (truth[t] == Decision.classOf(Transition.Type.CUT)) {
            return 1;
        }
        if (truth[t] != Decision.NONE) {
            return 0.4;
        }
        for (int i = Math.max(0, t - 4); i < Math.min(truth.length, t + 5); i++) {
            if (truth[i] != Decision.NONE) {
                return 0.5;
            }
        }
        return 0.25;
    }

    static int[] truth(Reel reel) {
        int[] truth = new int[reel.frames().size()];
        for (Transition transition : reel.transitions()) {
            if (transition.type() == Transition.Type.CUT) {
                truth[transition.firstFrame()] = Decision.classOf(Transition.Type.CUT);
            }
            for (int t = transition.firstFrame(); t < transition.endFrame(); t++) {
                truth[t] = Decision.classOf(transition.type());
            }
        }
        return truth;
    }

    private float[][] scale() {
        int inputs = Decision.INPUTS;
        float[] means = new float[inputs];
        float[] deviations = new float[inputs];
        for (int k = 0; k < inputs; k++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : this.rows) {
                sum += row[k];
                squares += (double) row[k] * row[k];
            }
            double mean = sum / this.rows.size();
            means[k] = (float) mean;
            deviations[k] = (float) Math.sqrt(Math.max(1e-4, squares / this.rows.size() - mean * mean));
        }
        float[][] scale = { means, deviations };
        this.rows.forEach((row) -> scale(row, scale));
        return scale;
    }

    private static void scale(float[] row, float[][] scale) {
        for (int k = 0; k < row.length; k++) {
            row[k] = (row[k] - scale[0][k]) / scale[1][k];
        }
    }

    private void learn(Classifier network, int epochs, double rate) {
        float[][] examples = this.rows.toArray(float[][]::new);
        int[] wanted = this.classes.stream().mapToInt(Integer::intValue).toArray();
        float[] weights = new float[wanted.length];
        // there are many more than are told
        for (int i = 0; i < weights.length; i++) {
            weights[i] = wanted[i] == Decision.NONE ? 3 : 1;
        }
        for (int epoch = 0; epoch < epochs; epoch++) {
            double now = rate * (0.5 + 0.5 * Math.cos(Math.PI * epoch / epochs)) + 1e-5;
            System.out.printf("epoch %d: %.4f%n", epoch, network.learn(examples, wanted, weights, now, SEED + epoch));
        }
    }

}
