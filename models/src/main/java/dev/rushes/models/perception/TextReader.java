package dev.rushes.models.perception;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.onnx.Inference;
import dev.rushes.models.onnx.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reads the text in a picture, English and Chinese, by PP-OCRv4: one network finds lines,
 * one turns those that stand on their head, one reads them. For one thread at a time.
 */
public final class TextReader implements AutoCloseable {

    private static final String FOLDER = "/models/";

    /** Pixels of the longer side of the picture in which lines are looked for. */
    private static final int LONG_SIDE = 960;

    /** The first network's sides are multiples of this. */
    private static final int STEP = 32;

    private static final float[] MEAN = { 0.485f, 0.456f, 0.406f };

    private static final float[] DEVIATION = { 0.229f, 0.224f, 0.225f };

    /** From which on a pixel belongs to a line. */
    private static final float INSIDE = 0.3f;

    /** Mean over a line's pixels. */
    private static final double LEAST_LINE = 0.6;

    /**
     * The network marks the middle of lines; how much of area over circumference is
     * missing.
     */
    private static final double UNCLIP = 1.6;

    private static final int LEAST_SIDE = 3;

    /** More is a page of a book, or nonsense. */
    private static final int MOST_LINES = 64;

    /** Pixels of a line's height for the networks that look at it. */
    private static final int HEIGHT = 48;

    private static final int LEAST_WIDTH = 320;

    private static final int MOST_WIDTH = 1600;

    private static final int TURN_WIDTH = 192;

    private static final double TURNED = 0.9;

    /** Lines whose letters are less sure are none. */
    private static final double LEAST_SCORE = 0.6;

    private final AnalyserCard card;

    private final Inference finder;

    private final Inference turner;

    private final Inference reader;

    private final List<String> letters;

    /**
     * Loads it.
     * @param threads that share the arithmetic, 1 or more
     */
    public TextReader(int threads) {
        this.card = AnalyserCard.shipped("text");
        this.finder = Inference.load(this.card.bytes(FOLDER + "ch_PP-OCRv4_det_infer.onnx"), threads);
        this.turner = Inference.load(this.card.bytes(FOLDER + "ch_ppocr_mobile_v2.0_cls_infer.onnx"), threads);
        this.reader = Inference.load(this.card.bytes(FOLDER + "ch_PP-OCRv4_rec_infer.onnx"), threads);
        this.letters = new String(this.card.bytes(FOLDER + "ppocr_keys_v1.txt"), StandardCharsets.UTF_8).lines()
            .toList();
    }

    /** What it is. */
    public AnalyserCard card() {
        return this.card;
    }

    /** All lines in a picture, from top to bottom. */
    public List<Reading> read(Still still) {
        return lines(still).stream()
            .map((line) -> read(still, line))
            .filter((reading) -> reading.score() >= LEAST_SCORE && !reading.text().isBlank())
            .sorted(Comparator.comparingDouble((Reading reading) -> reading.box().top())
                .thenComparingDouble((reading) -> reading.box().left()))
            .toList();
    }

    private List<TextLine> lines(Still still) {
        double scale = Math.min(1, (double) LONG_SIDE / Math.max(still.width(), still.height()));
        int width = Math.max(STEP, (int) Math.rint(still.width() * scale / STEP) * STEP);
        int height = Math.max(STEP, (int) Math.rint(still.height() * scale / STEP) * STEP);
        TextLine whole = new TextLine(still.width() / 2.0, still.height() / 2.0, still.width(), still.height(), 0);
        float[] numbers = cut(still, whole, width, height, width, false);
        for (int i = 0; i < numbers.length; i++) {
            int channel = i / (width * height);
            numbers[i] = (numbers[i] / 255 - MEAN[channel]) / DEVIATION[channel];
        }
        float[] map = run(this.finder, numbers, width, height).data();
        List<TextLine> lines = new ArrayList<>();
        boolean[] seen = new boolean[map.length];
        for (int at = 0; at < map.length && lines.size() < MOST_LINES; at++) {
            if (!seen[at] && map[at] > INSIDE) {
                TextLine line = line(map, width, seen, at);
                if (line != null) {
                    lines.add(line.scaled((double) still.width() / width, (double) still.height() / height));
                }
            }
        }
        return lines;
    }

    /** Around all pixels that hang together with one; null if that is no line. */
    private static TextLine line(float[] map, int width, boolean[] seen, int start) {
        int[] queue = new int[map.length];
        queue[0] = start;
        seen[start] = true;
        int count = 1;
        double sum = 0;
        List<TextLine.Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int x = queue[i] % width;
            sum += map[queue[i]];
            int y = queue[i] / width;
            points.add(new TextLine.Point(x, y));
            for (int row = -width; row <= width; row += width) {
                for (int across = Math.max(-1, -x); across <= Math.min(1, width - 1 - x); across++) {
                    int next = queue[i] + row + across;
                    if (next >= 0 && next < map.length && !seen[next] && map[next] > INSIDE) {
                        seen[next] = true;
                        queue[count++] = next;
                    }
                }
            }
        }
        TextLine tight = TextLine.around(points);
        if (sum / count < LEAST_LINE || Math.min(tight.width(), tight.height()) < LEAST_SIDE) {
            return null;
        }
        return tight.grown(tight.width() * tight.height() * UNCLIP / (2 * (tight.width() + tight.height())));
    }

    private Reading read(Still still, TextLine line) {
        // letters below each other are read as if the camera lay on its side
        TextLine lying = (line.height() < 1.5 * line.width()) ? line : line.turned();
        int turnWidth = Math.clamp((long) Math.ceil(HEIGHT * lying.width() / lying.height()), 1, TURN_WIDTH);
        float[] sides = run(this.turner, signed(cut(still, lying, turnWidth, HEIGHT, TURN_WIDTH, false)), TURN_WIDTH,
                HEIGHT)
            .data();
        int width = Math.clamp((long) Math.ceil(HEIGHT * lying.width() / lying.height()), 1, MOST_WIDTH);
        int room = Math.max(LEAST_WIDTH, width);
        Values says = run(this.reader, signed(cut(still, lying, width, HEIGHT, room, sides[1] > TURNED)), room, HEIGHT);
        return spell(says, line.box(still.width(), still.height()));
    }

    /** The surest letter at each place, without repetitions and blanks (CTC). */
    private Reading spell(Values says, Box box) {
        int places = (int) says.shape()[1];
        int kinds = (int) says.shape()[2];
        StringBuilder text = new StringBuilder();
        double sum = 0;
        int count = 0;
        int last = 0;
        for (int place = 0; place < places; place++) {
            int best = 0;
            for (int kind = 1; kind < kinds; kind++) {
                best = (says.data()[place * kinds + kind] > says.data()[place * kinds + best]) ? kind : best;
            }
            if (best != 0 && best != last) {
                text.append((best <= this.letters.size()) ? this.letters.get(best - 1) : " ");
                sum += says.data()[place * kinds + best];
                count++;
            }
            last = best;
        }
        return new Reading(text.toString().strip(), (count == 0) ? 0 : sum / count, box);
    }

    private static Values run(Inference network, float[] numbers, int width, int height) {
        return network.run(Map.of("x", new Values(new long[] { 1, 3, height, width }, numbers)))
            .values()
            .iterator()
            .next();
    }

    /** 0..255 as -1..1. */
    private static float[] signed(float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numbers[i] / 127.5f - 1;
        }
        return numbers;
    }

    /**
     * A part of a picture, drawn straight: planes of blue, green and red, 0..255.
     * @param room numbers in a row; what lies behind the width is grey
     * @param turned by half a turn
     */
    private static float[] cut(Still still, TextLine part, int width, int height, int room, boolean turned) {
        float[] numbers = new float[3 * room * height];
        Arrays.fill(numbers, 127.5f);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double across = (x + 0.5) / width;
                double down = (y + 0.5) / height;
                TextLine.Point from = turned ? part.at(1 - across, 1 - down) : part.at(across, down);
                for (int channel = 0; channel < 3; channel++) {
                    numbers[(channel * height + y) * room + x] = still.sample(from.x() - 0.5, from.y() - 0.5,
                            2 - channel);
                }
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        this.finder.close();
        this.turner.close();
        this.reader.close();
    }

}
