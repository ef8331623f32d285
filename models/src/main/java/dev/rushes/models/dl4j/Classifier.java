package dev.rushes.models.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.CrashReportingUtil;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Tells from some numbers to which of some classes they belong: layers of rectified sums,
 * and a softmax. Not for several threads at once.
 */
public final class Classifier {

    /** Rows that are computed at a time. */
    private static final int BATCH = 1024;

    static {
        // sums this small are done before other threads have begun
        Nd4j.getEnvironment().setMaxThreads(1);
        // no files in whatever folder the program was started in
        CrashReportingUtil.crashDumpsEnabled(false);
    }

    private final MultiLayerNetwork network;

    private Classifier(MultiLayerNetwork network) {
        this.network = network;
    }

    /**
     * One that knows nothing yet.
     * @param inputs how many numbers it is told, 1 or more
     * @param hidden how wide each layer between is
     * @param classes how many there are, 2 or more
     * @param seed the same gives the same network
     */
    public static Classifier untrained(int inputs, int[] hidden, int classes, long seed) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder().seed(seed)
            .weightInit(WeightInit.RELU)
            .updater(new Adam(1e-3))
            .l2(1e-5)
            .list();
        int before = inputs;
        for (int width : hidden) {
            layers.layer(new DenseLayer.Builder().nIn(before).nOut(width).activation(Activation.RELU).build());
            before = width;
        }
        layers.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT).nIn(before)
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .build());
        MultiLayerConfiguration configuration = layers.build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return new Classifier(network);
    }

    /**
     * One that {@link #save} wrote.
     * @throws IOException if it cannot be read or is something else
     */
    public static Classifier load(InputStream file) throws IOException {
        try {
            return new Classifier(ModelSerializer.restoreMultiLayerNetwork(file, false));
        }
        catch (RuntimeException ex) {
            throw new IOException("no network of Deeplearning4j", ex);
        }
    }

    /**
     * Writes what it learnt as a zip file of Deeplearning4j, without what training goes
     * on with.
     */
    public void save(OutputStream file) throws IOException {
        ModelSerializer.writeModel(this.network, file, false);
    }

    /**
     * Learns from every example once, in random order.
     * @param examples one row each
     * @param classes the class of each, from 0
     * @param weights how much each counts
     * @param rate of learning, such as 0.001
     * @return mean loss
     */
    public double learn(float[][] examples, int[] classes, float[] weights, double rate, long seed) {
        this.network.setLearningRate(rate);
        int[] order = shuffled(examples.length, seed);
        double loss = 0;
        int batches = 0;
        for (int from = 0; from < order.length; from += BATCH) {
            int count = Math.min(BATCH, order.length - from);
            float[][] rows = new float[count][];
            float[][] wanted = new float[count][this.classes()];
            float[][] masks = new float[count][1];
            for (int i = 0; i < count; i++) {
                int example = order[from + i];
                rows[i] = examples[example];
                wanted[i][classes[example]] = 1;
                masks[i][0] = weights[example];
            }
            try (INDArray in = Nd4j.create(rows);
                    INDArray out = Nd4j.create(wanted);
                    INDArray mask = Nd4j.create(masks)) {
                this.network.fit(new DataSet(in, out, null, mask));
            }
            loss += this.network.score();
            batches++;
        }
        return loss / Math.max(1, batches);
    }

    /**
     * How likely each class is.
     * @param rows as many numbers each as there are inputs
     * @return a row each, of one number 0..1 a class, whose sum is 1
     */
    public float[][] classify(float[][] rows) {
        float[][] likely = new float[rows.length][];
        for (int from = 0; from < rows.length; from += BATCH) {
            float[][] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BATCH));
            try (INDArray in = Nd4j.create(some); INDArray out = this.network.output(in)) {
                float[][] found = out.toFloatMatrix();
                System.arraycopy(found, 0, likely, from, found.length);
            }
        }
        return likely;
    }

    /**
     * Takes numbers from now on as they are, where it learnt with (number - mean) /
     * deviation.
     */
    public void takeUnscaled(float[] means, float[] deviations) {
        INDArray weights = this.network.getParam("0_W");
        INDArray biases = this.network.getParam("0_b");
        try (INDArray mean = Nd4j.create(new float[][] { means }); INDArray deviation = Nd4j.create(deviations)) {
            weights.diviColumnVector(deviation.reshape(deviations.length, 1));
            biases.subi(mean.mmul(weights).reshape(biases.shape()));
        }
    }

    /** How many numbers it is told. */
    public int inputs() {
        return (int) this.network.getParam("0_W").size(0);
    }

    private int classes() {
        return (int) this.network.getOutputLayer().getParam("b").length();
    }

    private static int[] shuffled(int count, long seed) {
        Random random = new Random(seed);
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

}
