package dev.rushes.models.perception;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.onnx.Inference;
import dev.rushes.models.onnx.Values;
import dev.rushes.models.tfjs.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds faces by BlazeFace. For one thread at a time. */
public final class FaceDetector implements AutoCloseable {

    private static final int SIZE = 256;

    /** Its grids: pixels from cell to cell, and boxes a cell. */
    private static final int[][] GRIDS = { { 16, 2 }, { 32, 6 } };

    /** Numbers a box: its middle and size, and six points of the face. */
    private static final int NUMBERS = 16;

    private static final double LEAST_SCORE = 0.6;

    private static final double SAME = 0.3;

    /** Parts overlap so that a face at the seam is whole in one of them. */
    private static final double PARTS_OVERLAP = 0.25;

    /** Scores and boxes of both grids. */
    private static final List<String> OUTPUTS = List.of("Identity", "Identity_1", "Identity_2", "Identity_3");

    private final Inference network;

    private final AnalyserCard card;

    /**
     * Loads it.
     * @param threads that share the arithmetic, 1 or more
     */
    public FaceDetector(int threads) {
        this.card = AnalyserCard.shipped("faces");
        this.network = Inference.load(
                Conversion.onnx(this.card.bytes("blazeface.json"), this.card.bytes("blazeface.bin"), OUTPUTS), threads);
    }

    /** What it is. */
    public AnalyserCard card() {
        return this.card;
    }

    /**
     * All faces in a picture, the surest first. It is looked at as a whole and, if it is
     * far from square, once more in squares along its longer side for smaller faces.
     */
    public List<Detection> find(Still still) {
        List<Detection> found = new ArrayList<>(look(Canvas.whole(still, SIZE, -1, 1)));
        double side = Math.min(still.width(), still.height());
        double along = Math.max(still.width(), still.height()) - side;
        int parts = (along < side / 4) ? 0 : (int) Math.ceil(along / (side * (1 - PARTS_OVERLAP))) + 1;
        for (int part = 0; part < parts; part++) {
            double from = along * part / (parts - 1);
            boolean wide = still.width() > still.height();
            found.addAll(look(new Canvas(still, SIZE, wide ? from : 0, wide ? 0 : from, side, -1, 1)));
        }
        return Detection.distinct(found, SAME);
    }

    private List<Detection> look(Canvas canvas) {
        Map<String, Values> says = this.network.run(Map.of("input", canvas.values()));
        List<Detection> found = new ArrayList<>();
        for (int[] grid : GRIDS) {
            int cells = SIZE / grid[0];
            int count = cells * cells * grid[1];
            float[] scores = of(says, count);
            float[] boxes = of(says, count * NUMBERS);
            for (int i = 0; i < count; i++) {
                double score = 1 / (1 + Math.exp(-scores[i]));
                if (score >= LEAST_SCORE) {
                    int cell = i / grid[1];
                    int row = cell / cells;
                    double x = grid[0] * (cell % cells + 0.5) + boxes[i * NUMBERS];
                    double y = grid[0] * (row + 0.5) + boxes[i * NUMBERS + 1];
                    double width = boxes[i * NUMBERS + 2] / 2;
                    double height = boxes[i * NUMBERS + 3] / 2;
                    found.add(new Detection("face", score,
                            canvas.box(x - width, y - height, x + width, y + height).inside()));
                }
            }
        }
        return found;
    }

    /** The output of so many numbers: no two have as many. */
    private static float[] of(Map<String, Values> outputs, int count) {
        return outputs.values()
            .stream()
            .map(Values::data)
            .filter((data) -> data.length == count)
            .findFirst()
            .orElseThrow();
    }

    @Override
    public void close() {
        this.network.close();
    }

}
