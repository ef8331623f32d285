package dev.rushes.models.examination;

import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How far a pixel has an influence. One side of a picture is exchanged for that of
 * another picture; how far beyond the seam the result changes is the reach. All pixels of
 * a side together reach as far as any of them, which a single pixel need not, where a
 * network happens not to care for it.
 */
final class Reach {

    /** Of full range: a quarter of a level of 8 bits. */
    private static final double UNSEEN = 0.25 / 255;

    /** Lengths of the pictures along the direction that is looked at. */
    private static final int[] LENGTHS = { 192, 512, 1280 };

    private static final int BREADTH = 64;

    /** In pixels: tiles with a wider rim are all rim. */
    static final int MOST = 256;

    /**
     * Where seams are, in steps of a network's multiple, for networks see farther from
     * some places than from others.
     */
    private static final int[] OFFSETS = { 0, 1, 2, 3, 5, 7 };

    private final Subject subject;

    private final Frame frame;

    private final Form form;

    private final int multiple;

    /** In pixels, what changed at all and what changed visibly. */
    private int any;

    private int visible;

    /** Whether a change came to the end of the picture: it may reach farther. */
    private boolean anyCut;

    private boolean visibleCut;

    private Reach(Subject subject, Frame frame, Form form, int multiple) {
        this.subject = subject;
        this.frame = frame;
        this.form = form;
        this.multiple = multiple;
    }

    /**
     * Measures the halo in pixels of the input.
     * @throws Problem UNSUPPORTED if it is the whole picture, which cannot be cut into
     * tiles then
     */
    static int find(Subject subject, Frame frame, Form form, int multiple, Notes notes) throws OnnxRefusal {
        Reach reach = null;
        for (int length : frame.fixed() ? new int[] { 0 } : LENGTHS) {
            reach = new Reach(subject, frame, form, multiple);
            reach.measure(length);
            if (!reach.anyCut) {
                break;
            }
        }
        return reach.judge(notes);
    }

    private void measure(int length) throws OnnxRefusal {
        int breadth = Math.ceilDiv(BREADTH, this.multiple) * this.multiple;
        int rounded = Math.ceilDiv(length, this.multiple) * this.multiple;
        for (boolean across : new boolean[] { true, false }) {
            Frame strip = this.frame.fixed() ? this.frame
                    : this.frame.ofSize(across ? rounded : breadth, across ? breadth : rounded);
            measure(natural(strip, 1), natural(strip, 2), across);
            measure(noise(strip, 0, 1), noise(strip, 1, 0), across);
        }
    }

    /**
     * Frames of a window that have nothing in common: what is the same in all has no
     * influence on how they are mixed.
     */
    private static List<Raster> natural(Frame strip, int seed) {
        return IntStream.range(0, strip.window())
            .mapToObj((i) -> Scenes.leaves(strip.width(), strip.height(), strip.planes(), seed + 2 * i))
            .toList();
    }

    /** Noise leaves no part of a network at rest. */
    private static List<Raster> noise(Frame strip, double black, double white) {
        return IntStream.range(0, strip.window()).mapToObj((i) -> {
            Random random = new Random(3 + i);
            return Raster.paint(strip.width(), strip.height(), strip.planes(), (_, _, _) -> random.nextDouble())
                .between(black, white);
        }).toList();
    }

    private void measure(List<Raster> one, List<Raster> other, boolean across) throws OnnxRefusal {
        Raster ofOne = this.subject.restore(one, 0.1, this.form);
        Raster ofOther = this.subject.restore(other, 0.1, this.form);
        int length = across ? one.getFirst().width() : one.getFirst().height();
        List<Integer> seams = new ArrayList<>(List.of(length / 8, length - length / 8));
        for (int offset : OFFSETS) {
            seams.add(length / 2 + offset);
        }
        for (int seam : seams) {
            List<Raster> mixed = IntStream.range(0, one.size())
                .mapToObj((i) -> mixed(one.get(i), other.get(i), seam, across))
                .toList();
            Raster result = this.subject.restore(mixed, 0.1, this.form);
            note(result, ofOne, seam, length, across, true);
            note(result, ofOther, seam, length, across, false);
        }
    }

    private static Raster mixed(Raster one, Raster other, int seam, boolean across) {
        return Raster.paint(one.width(), one.height(), one.channels(),
                (c, x, y) -> (((across ? x : y) < seam) ? one : other).at(c, x, y));
    }

    /**
     * @param before whether the side before the seam is looked at, or the one after
     */
    private void note(Raster result, Raster expected, int seam, int length, boolean across, boolean before) {
        int room = before ? seam : length - seam;
        for (int distance = room; distance > 0; distance--) {
            int line = before ? seam - distance : seam + distance - 1;
            double change = change(result, expected, line, across);
            if (change > 0 && distance > this.any) {
                this.any = distance;
                this.anyCut |= distance == room && 2 * room > length;
            }
            if (change > UNSEEN) {
                this.visible = Math.max(this.visible, distance);
                this.visibleCut |= distance == room && 2 * room > length;
                return;
            }
        }
    }

    /** The largest change in what becomes of one line of pixels. */
    private double change(Raster result, Raster expected, int line, boolean across) {
        int scale = this.frame.scale();
        double largest = 0;
        for (int c = 0; c < result.channels(); c++) {
            for (int step = 0; step < scale; step++) {
                for (int i = 0; i < (across ? result.height() : result.width()); i++) {
                    int x = across ? line * scale + step : i;
                    int y = across ? i : line * scale + step;
                    largest = Math.max(largest, Math.abs(result.at(c, x, y) - expected.at(c, x, y)));
                }
            }
        }
        return largest;
    }

    private int judge(Notes notes) {
        int halo = this.any;
        String how = "one side of a picture was exchanged: the result changes up to so many pixels beyond the seam";
        double confidence = 0.95;
        if (this.anyCut) {
            if (this.visibleCut || this.visible > MOST) {
                throw Roles.refuse("each pixel of its result depends on the whole picture, as with attention, global "
                        + "pooling or normalisation: a change is seen %d pixels away and more, and tiles would show "
                        + "seams", this.visible);
            }
            halo = this.visible;
            how = "the whole picture has an influence, but beyond so many pixels of less than a quarter of a level of 8 bits";
            confidence = 0.6;
        }
        if (halo > MOST) {
            throw Roles.refuse("each pixel of its result depends on %d pixels around it; more than %d are refused",
                    halo, MOST);
        }
        if (this.frame.fixed() && Math.min(this.frame.width(), this.frame.height()) < 2 * halo + 16) {
            throw Roles.refuse(
                    "each pixel of its result depends on %d pixels around it, which leaves next to nothing of "
                            + "its fixed size of %dx%d; export it with a free or a larger size",
                    halo, this.frame.width(), this.frame.height());
        }
        notes.found("halo", halo, confidence, how);
        return halo;
    }

}
