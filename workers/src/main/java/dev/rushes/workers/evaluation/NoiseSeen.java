package dev.rushes.workers.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much of a picture's noise there is to see after an encoder, which keeps it in one
 * place and drops it in another: what differs from the original in the flattest fifth of
 * all blocks. A person who sets a denoiser's strength looks there.
 */
final class NoiseSeen {

    private static final int BLOCK = 16;

    private static final double FLAT = 0.2;

    /** Of BT.709. */
    private static final double[] WEIGHTS = { 0.2126, 0.7152, 0.0722 };

    private NoiseSeen() {
    }

    private record Block(double texture, double noise) {
    }

    /** The standard deviation, 0..255; both pictures are of one size. */
    static double between(Pixels original, Pixels noisy) {
        List<Block> blocks = new ArrayList<>();
        for (int y = 0; y + BLOCK <= original.height(); y += BLOCK) {
            for (int x = 0; x + BLOCK <= original.width(); x += BLOCK) {
                blocks.add(block(original, noisy, x, y));
            }
        }
        blocks.sort(Comparator.comparing(Block::texture));
        return Math.sqrt(blocks.subList(0, (int) Math.ceil(blocks.size() * FLAT))
            .stream()
            .mapToDouble(Block::noise)
            .average()
            .orElseThrow());
    }

    private static Block block(Pixels original, Pixels noisy, int left, int top) {
        double texture = 0;
        double noise = 0;
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            double[] clean = new double[BLOCK * BLOCK];
            double[] error = new double[BLOCK * BLOCK];
            for (int i = 0; i < clean.length; i++) {
                int x = left + i % BLOCK;
                int y = top + i / BLOCK;
                clean[i] = original.at(channel, x, y);
                error[i] = noisy.at(channel, x, y) - clean[i];
            }
            texture = Math.max(texture, variance(clean));
            noise += WEIGHTS[channel] * variance(error);
        }
        return new Block(texture, noise);
    }

    private static double variance(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / values.length;
        return squares / values.length - mean * mean;
    }

}
