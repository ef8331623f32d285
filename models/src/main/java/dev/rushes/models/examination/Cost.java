package dev.rushes.models.examination;

import dev.rushes.models.ProcessorSpeed;
import dev.rushes.models.onnx.OnnxRefusal;

/**
 * What a network costs.
 *
 * @param gflopPerMegapixel of input: the arithmetic that this machine's processor does at
 * its best in the time that the network takes
 * @param speed class
 */
record Cost(double gflopPerMegapixel, String speed) {

    private static final double LIGHT = 600;

    private static final double FINE = 6000;

    private static final int RUNS = 3;

    private static final double SECONDS = 0.3;

    /** Measures it with as many threads as the network has. */
    static Cost measure(Subject subject, Frame frame, Form form, int threads, Notes notes) throws OnnxRefusal {
        Raster picture = Scenes.leaves(frame.width(), frame.height(), frame.planes(), 1);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            subject.raw(picture, 0.1, form);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        double megapixels = frame.width() * frame.height() / 1e6;
        double gflop = Math.max(0.01,
                Math.round(best / megapixels * ProcessorSpeed.gigaflops(threads, SECONDS) * 100) / 100.0);
        // none is "fast": that class is what is taken when a person names no model
        String speed = (gflop <= LIGHT) ? "light" : (gflop <= FINE) ? "fine" : "heavy";
        notes.found("gflop_per_megapixel", gflop, 0.5,
                "the time it took, %.2f s a megapixel with %d threads, times what the processor does at best",
                best / megapixels, threads);
        return new Cost(gflop, speed);
    }

}
