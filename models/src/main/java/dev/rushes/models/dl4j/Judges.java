package dev.rushes.models.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.CrashReportingUtil;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Says yes or no to some numbers, several times over: logistic regressions side by side,
 * each of which may learn from other examples. Not for several threads at once.
 */
public final class Judges {

    static {
        // sums this small are done before other threads have begun
        Nd4j.getEnvironment().setMaxThreads(1);
        // no files in whatever folder the program was started in
        CrashReportingUtil.crashDumpsEnabled(false);
    }

    private final MultiLayerNetwork network;

    private Judges(MultiLayerNetwork network) {
        this.network = network;
    }

    /**
     * Some that know nothing yet.
     * @param inputs how many numbers they are told, 1 or more
     * @param judges how many there are, 1 or more
     */
    public static Judges untrained(int inputs, int judges) {
        MultiLayerNetwork network = new MultiLayerNetwork(
                new NeuralNetConfiguration.Builder().weightInit(WeightInit.ZERO)
                    .updater(new Adam())
                    .l2(1e-4)
                    .list()
                    .layer(new OutputLayer.Builder(LossFunctions.LossFunction.XENT).nIn(inputs)
                        .nOut(judges)
                        .activation(Activation.SIGMOID)
                        .build())
                    .build());
        network.init();
        return new Judges(network);
    }

    /**
     * Reads what {@link #save} wrote.
     * @throws IOException if it cannot be read or is something else
     */
    public static Judges load(InputStream file) throws IOException {
        try {
            return new Judges(ModelSerializer.restoreMultiLayerNetwork(file, false));
        }
        catch (RuntimeException ex) {
            throw new IOException("no network of Deeplearning4j", ex);
        }
    }

    /** Writes what they learnt as a zip file of Deeplearning4j. */
    public void save(OutputStream file) throws IOException {
        ModelSerializer.writeModel(this.network, file, false);
    }

    /**
     * Learns from all examples, again and again.
     * @param examples one row each
     * @param verdicts of each example what each judge has to say, 0 or 1
     * @param weights of each example how much it counts for each judge; 0 for those that
     * it must not see
     * @param rate of learning, such as 0.05
     */
    public void learn(float[][] examples, float[][] verdicts, float[][] weights, int times, double rate) {
        this.network.setLearningRate(rate);
        try (INDArray in = Nd4j.create(examples);
                INDArray out = Nd4j.create(verdicts);
                INDArray mask = Nd4j.create(weights)) {
            DataSet all = new DataSet(in, out, null, mask);
            for (int i = 0; i < times; i++) {
                this.network.fit(all);
            }
        }
    }

    /**
     * How sure each is.
     * @return of each row what each says, from 0 for no to 1 for yes
     */
    public float[][] judge(float[][] rows) {
        try (INDArray in = Nd4j.create(rows); INDArray out = this.network.output(in)) {
            return out.toFloatMatrix();
        }
    }

    /** The first of them alone. */
    public Judges first() {
        INDArray weights = this.network.getParam("0_W");
        Judges first = untrained((int) weights.size(0), 1);
        first.network.getParam("0_W").assign(weights.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1)));
        first.network.getParam("0_b").assign(this.network.getParam("0_b").getDouble(0));
        return first;
    }

}
