package dev.rushes.models.examination;

import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import java.util.List;

/** Which sizes a network takes. */
final class Multiples {

    private static final int[] CANDIDATES = { 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64,
            96, 128 };

    /** Smaller pictures are not asked for. */
    private static final int LEAST = 16;

    /** Sizes are tried from this on, for one that happens to divide by more says less. */
    private static final int USUAL = 59;

    private Multiples() {
    }

    /**
     * The smallest number of which all of its multiples that were tried work.
     * @throws Problem UNSUPPORTED if there is none
     */
    static int find(Subject subject, Frame frame, Form form, Notes notes) {
        if (frame.fixed()) {
            notes.found("size", frame.width() + "x" + frame.height(), 1, "it declares this one size");
            return 1;
        }
        for (int multiple : CANDIDATES) {
            int odd = Math.ceilDiv(USUAL, multiple) | 1;
            int least = Math.ceilDiv(LEAST, multiple) * multiple;
            List<int[]> sizes = List.of(new int[] { odd * multiple, (odd + 2) * multiple },
                    new int[] { (odd + 2) * multiple, odd * multiple }, new int[] { least, least },
                    new int[] { (odd + 4) * multiple, least });
            if (sizes.stream().allMatch((size) -> takes(subject, frame.ofSize(size[0], size[1]), form))) {
                notes.found("multiple", multiple, (multiple == 1) ? 1 : 0.9,
                        "the least of which multiples work: tried %dx%d, %dx%d and %dx%d pixels", sizes.get(0)[0],
                        sizes.get(0)[1], least, least, sizes.get(3)[0], least);
                return multiple;
            }
        }
        throw Roles.refuse(
                "it takes pictures of %dx%d pixels, but of the multiples of no number up to %d all that were "
                        + "tried work; export it with a free or with a fixed size",
                frame.width(), frame.height(), CANDIDATES[CANDIDATES.length - 1]);
    }

    private static boolean takes(Subject subject, Frame frame, Form form) {
        try {
            Raster picture = Scenes.leaves(frame.width(), frame.height(), frame.planes(), 1);
            return Frame.matches(subject.raw(picture, 0.1, form).shape(), frame, frame.scale());
        }
        catch (OnnxRefusal ex) {
            return false;
        }
    }

}
