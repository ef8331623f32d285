package dev.rushes.models.examination;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import dev.rushes.models.onnx.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shape of what goes in and comes out.
 *
 * @param layout "NCHW" or "NHWC"
 * @param planes 3 for colour, 1 for luma
 * @param window frames that go in at once
 * @param scale result pixels a pixel in each direction
 * @param width, height of a picture that it takes
 * @param fixed whether it takes no other
 */
record Frame(String layout, int planes, int window, int scale, int width, int height, boolean fixed) {

    /** Width and height of pictures to try: multiples of what networks want. */
    private static final int[][] SIZES = { { 192, 128 }, { 256, 256 }, { 64, 64 }, { 512, 512 } };

    private static final int MOST_SCALE = 8;

    private static final int MOST_FIXED = 4096;

    /** The way to feed pictures of this shape while nothing is known of ranges. */
    Form form(List<Double> range) {
        return new Form(this.layout, (this.planes == 3) ? "RGB" : "Y", range, List.of(0.0, 1.0), 1, this.window);
    }

    /**
     * Finds it by the declared dimensions, and where these are free by trying.
     * @throws Problem UNSUPPORTED if pictures of no shape come out as pictures
     */
    static Frame find(Subject subject, Wishes wishes, Notes notes) {
        Port port = subject.roles().picture();
        List<String> layouts = layouts(port, wishes);
        List<String> refusals = new ArrayList<>();
        for (String layout : layouts) {
            long channels = port.shape().get(layout.equals("NCHW") ? 1 : 3);
            int window = (channels > 3) ? (int) channels / 3 : 1;
            for (int planes : (channels < 0) ? new int[] { 3, 1 } : new int[] { (int) channels / window }) {
                for (int[] size : sizes(port, layout)) {
                    Frame frame = attempt(subject, layout, planes, window, size, fixed(port, layout), refusals);
                    if (frame != null) {
                        boolean declared = layouts.size() == 1;
                        notes.found("layout", layout, declared ? 1 : 0.8,
                                declared ? "the declared shape of the input leaves no other"
                                        : "tried: a picture of this layout comes out as one");
                        notes.found("scale", frame.scale, 1, "the size of the result of %dx%d pixels", frame.width,
                                frame.height);
                        return frame;
                    }
                }
            }
        }
        throw Roles.refuse("no picture that it was given came out as one: %s", refusals.getFirst());
    }

    private static List<String> layouts(Port port, Wishes wishes) {
        long second = port.shape().get(1);
        long fourth = port.shape().get(3);
        // a length that is declared beside one that is free is that of the channels
        boolean first = possible(second) && (second > 0 || fourth < 0);
        boolean last = possible(fourth) && (fourth > 0 || second < 0);
        if (wishes.layout() != null) {
            if (wishes.layout().equals("NCHW") ? !first : !last) {
                throw Roles.refuse("--layout %s contradicts its input %s", wishes.layout(), port.describe());
            }
            return List.of(wishes.layout());
        }
        if (!first && !last) {
            throw Channels.refuse(port);
        }
        return (first && last) ? List.of("NCHW", "NHWC") : List.of(first ? "NCHW" : "NHWC");
    }

    private static boolean possible(long channels) {
        return channels < 0 || channels == 1
                || channels % 3 == 0 && channels / 3 % 2 == 1 && channels / 3 <= ModelCard.MOST_FRAMES;
    }

    private static boolean fixed(Port port, String layout) {
        int at = layout.equals("NCHW") ? 2 : 1;
        return port.shape().get(at) > 0 || port.shape().get(at + 1) > 0;
    }

    private static List<int[]> sizes(Port port, String layout) {
        int at = layout.equals("NCHW") ? 2 : 1;
        long height = port.shape().get(at);
        long width = port.shape().get(at + 1);
        if (Math.max(height, width) > MOST_FIXED) {
            throw Roles.refuse("it takes pictures of %dx%d pixels only; more than %d are refused", width, height,
                    MOST_FIXED);
        }
        List<int[]> sizes = new ArrayList<>();
        for (int[] size : SIZES) {
            sizes.add(new int[] { (width > 0) ? (int) width : size[0], (height > 0) ? (int) height : size[1] });
        }
        return sizes;
    }

    private static Frame attempt(Subject subject, String layout, int planes, int window, int[] size, boolean fixed,
            List<String> refusals) {
        Frame frame = new Frame(layout, planes, window, 1, size[0], size[1], fixed);
        try {
            return new Frame(layout, planes, window, scale(subject, frame), size[0], size[1], fixed).handy(subject);
        }
        catch (OnnxRefusal ex) {
            refusals.add("for %dx%d pixels in %s ONNX Runtime says: %s".formatted(size[0], size[1], layout,
                    ex.getMessage()));
        }
        catch (Problem problem) {
            refusals.add(problem.getMessage());
        }
        return null;
    }

    /** Smaller ones of networks that enlarge much, whose results are large anyway. */
    private Frame handy(Subject subject) {
        if (this.fixed || this.scale < 4) {
            return this;
        }
        Frame smaller = (this.scale < 6) ? ofSize(128, 96) : ofSize(96, 64);
        try {
            return (scale(subject, smaller) == this.scale) ? smaller : this;
        }
        catch (OnnxRefusal | Problem refused) {
            return this;
        }
    }

    /**
     * By how much a picture of this size is enlarged.
     * @throws Problem UNSUPPORTED if the result is no picture of a size that is a
     * multiple
     */
    private static int scale(Subject subject, Frame frame) throws OnnxRefusal {
        Form form = frame.form(List.of(0.0, 1.0));
        long[] shape = subject.raw(Scenes.leaves(frame.width, frame.height, frame.planes, 1), 0.1, form).shape();
        int scale = (shape.length == 4) ? (int) (shape[form.planar() ? 2 : 1] / frame.height) : 0;
        if (scale < 1 || scale > MOST_SCALE || !matches(shape, frame, scale)) {
            throw Roles.refuse("of a picture of %s it makes %s, which is no picture of 1 to %d times its size",
                    words(form.shape(frame.planes * frame.window, frame.width, frame.height)), words(shape),
                    MOST_SCALE);
        }
        return scale;
    }

    /** Whether a result has the shape that it must have. */
    static boolean matches(long[] shape, Frame frame, int scale) {
        long[] wanted = frame.form(List.of(0.0, 1.0)).shape(frame.planes, frame.width * scale, frame.height * scale);
        return Arrays.equals(shape, wanted);
    }

    Frame ofSize(int otherWidth, int otherHeight) {
        return new Frame(this.layout, this.planes, this.window, this.scale, otherWidth, otherHeight, this.fixed);
    }

    private static String words(long[] shape) {
        return Arrays.toString(shape);
    }

}
