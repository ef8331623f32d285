package dev.rushes.models.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Small networks learn what a line cannot tell apart, and say the same when they were
 * stored.
 */
class ClassifierTests {

    private static final int EXAMPLES = 2000;

    private final float[][] places = new float[EXAMPLES][];

    private final int[] rings = new int[EXAMPLES];

    private final float[] equal = new float[EXAMPLES];

    /**
     * Three rings around each other, far from zero and of another size in each direction.
     */
    private void examples() {
        Random random = new Random(1);
        for (int i = 0; i < EXAMPLES; i++) {
            double far = random.nextDouble() * 3;
            double turn = random.nextDouble() * 2 * Math.PI;
            this.places[i] = new float[] { (float) (far * Math.cos(turn)), (float) (far * Math.sin(turn)) };
            this.rings[i] = (int) far;
            this.equal[i] = 1;
        }
    }

    private Classifier trained() {
        examples();
        Classifier classifier = Classifier.untrained(2, new int[] { 32 }, 3, 1);
        for (int epoch = 0; epoch < 60; epoch++) {
            classifier.learn(this.places, this.rings, this.equal, 0.03, epoch);
        }
        return classifier;
    }

    private double right(float[][] likely) {
        return IntStream.range(0, EXAMPLES).filter((i) -> likely[i][this.rings[i]] > 0.5).count() / (double) EXAMPLES;
    }

    @Test
    void ringsAreToldApart() {
        float[][] likely = trained().classify(this.places);
        assertTrue(right(likely) > 0.95, () -> "right: " + right(likely));
        for (float[] row : likely) {
            assertEquals(1, row[0] + row[1] + row[2], 1e-5);
        }
    }

    @Test
    void whatIsStoredSaysTheSame() throws IOException {
        Classifier classifier = trained();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        classifier.save(file);
        Classifier again = Classifier.load(new ByteArrayInputStream(file.toByteArray()));
        assertEquals(2, again.inputs());
        assertArrayEquals(classifier.classify(this.places), again.classify(this.places));
    }

    @Test
    void numbersAreTakenAsTheyAre() {
        Classifier classifier = trained();
        float[][] scaled = classifier.classify(this.places);
        float[] means = { 100, -3 };
        float[] deviations = { 20, 0.1f };
        classifier.takeUnscaled(means, deviations);
        float[][] unscaled = new float[EXAMPLES][2];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int k = 0; k < 2; k++) {
                unscaled[i][k] = this.places[i][k] * deviations[k] + means[k];
            }
        }
        float[][] likely = classifier.classify(unscaled);
        for (int i = 0; i < EXAMPLES; i++) {
            assertArrayEquals(scaled[i], likely[i], 1e-3f);
        }
    }

    @Test
    void anotherFileIsRefused() {
        assertThrows(IOException.class, () -> Classifier.load(new ByteArrayInputStream(new byte[] { 1, 2, 3 })));
    }

}
