package dev.rushes.models.perception;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.onnx.Inference;
import dev.rushes.models.onnx.Values;
import dev.rushes.models.tfjs.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the 80 things of COCO, people among them, by CenterNet. For one thread at a time.
 */
public final class ObjectDetector implements AutoCloseable {

    /** What it knows, in its order. */
    public static final List<String> LABELS = List.of("person", "bicycle", "car", "motorcycle", "airplane", "bus",
            "train", "truck", "boat", "traffic light", "fire hydrant", "stop sign", "parking meter", "bench", "bird",
            "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella",
            "handbag", "tie", "suitcase", "frisbee", "skis", "snowboard", "sports ball", "kite", "baseball bat",
            "baseball glove", "skateboard", "surfboard", "tennis racket", "bottle", "wine glass", "cup", "fork",
            "knife", "spoon", "bowl", "banana", "apple", "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza",
            "donut", "cake", "chair", "couch", "potted plant", "bed", "dining table", "toilet", "tv", "laptop", "mouse",
            "remote", "keyboard", "cell phone", "microwave", "oven", "toaster", "sink", "refrigerator", "book", "clock",
            "vase", "scissors", "teddy bear", "hair drier", "toothbrush");

    /** Numbers that stand for a picture. */
    public static final int FEATURES = 120;

    private static final int SIZE = 512;

    /** Pixels behind a number of its maps. */
    private static final int STEP = 4;

    private static final int CELLS = SIZE / STEP;

    private static final String HEAT = "tower_0/keypoints";

    /** Distances to the left, upper, right and lower edge. */
    private static final String SIZES = "tower_0/wh";

    /**
     * What its backbone sees, before anything is looked for: alike for pictures that are
     * alike.
     */
    private static final String BACKBONE = "tower_0/MobilenetV3/expanded_conv_14/add";

    private static final double LEAST_SCORE = 0.3;

    private static final double SAME = 0.5;

    private final Inference network;

    private final AnalyserCard card;

    /**
     * Loads it.
     * @param threads that share the arithmetic, 1 or more
     */
    public ObjectDetector(int threads) {
        this.card = AnalyserCard.shipped("objects");
        this.network = Inference.load(Conversion.onnx(this.card.bytes("centernet.json"),
                this.card.bytes("centernet.bin"), List.of(HEAT, SIZES, BACKBONE)), threads);
    }

    /** What it is. */
    public AnalyserCard card() {
        return this.card;
    }

    /**
     * What was seen in a picture.
     *
     * @param things the surest first
     * @param features {@value FEATURES} numbers for the picture as a whole, of length 1
     */
    public record Glance(List<Detection> things, float[] features) {

    }

    /** Looks at a picture. */
    public Glance look(Still still) {
        Canvas canvas = Canvas.whole(still, SIZE, 0, 255);
        Map<String, Values> says = this.network.run(Map.of("tower_0/images", canvas.values()));
        return new Glance(things(says, canvas), features(says.get(BACKBONE), still));
    }

    /** Means over the picture, without the black beside it. */
    private static float[] features(Values maps, Still still) {
        int side = (int) maps.shape()[2];
        double longer = Math.max(still.width(), still.height());
        int left = (int) (side * (1 - still.width() / longer) / 2);
        int top = (int) (side * (1 - still.height() / longer) / 2);
        float[] means = new float[FEATURES];
        double square = 0;
        for (int channel = 0; channel < FEATURES; channel++) {
            for (int y = top; y < side - top; y++) {
                for (int x = left; x < side - left; x++) {
                    means[channel] += maps.data()[(channel * side + y) * side + x];
                }
            }
            square += means[channel] * means[channel];
        }
        float length = (float) Math.max(Math.sqrt(square), Float.MIN_NORMAL);
        for (int channel = 0; channel < FEATURES; channel++) {
            means[channel] /= length;
        }
        return means;
    }

    private static List<Detection> things(Map<String, Values> says, Canvas canvas) {
        float[] heat = says.get(HEAT).data();
        float[] sizes = says.get(SIZES).data();
        List<Detection> found = new ArrayList<>();
        int plane = CELLS * CELLS;
        for (int at = 0; at < heat.length; at++) {
            if (heat[at] >= LEAST_SCORE && peak(heat, at)) {
                int cell = at % plane;
                double x = STEP * (cell % CELLS);
                double y = STEP * (cell / CELLS);
                found.add(new Detection(LABELS.get(at / plane), heat[at],
                        canvas
                            .box(x - sizes[cell], y - sizes[plane + cell], x + sizes[2 * plane + cell],
                                    y + sizes[3 * plane + cell])
                            .inside()));
            }
        }
        return Detection.distinct(found, SAME);
    }

    /** Whether none of its eight neighbours is greater. */
    private static boolean peak(float[] heat, int at) {
        int x = at % CELLS;
        int y = at / CELLS % CELLS;
        for (int down = -1; down <= 1; down++) {
            for (int across = -1; across <= 1; across++) {
                boolean there = x + across >= 0 && x + across < CELLS && y + down >= 0 && y + down < CELLS;
                if (there && heat[at + down * CELLS + across] > heat[at]) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        this.network.close();
    }

}
