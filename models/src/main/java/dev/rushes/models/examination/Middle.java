package dev.rushes.models.examination;

import dev.rushes.models.onnx.OnnxRefusal;
import java.util.ArrayList;
import java.util.List;

/** Of which of the frames that go in the result is. */
final class Middle {

    /** Source pixels from frame to frame. */
    private static final int STEP = 3;

    /** In dB: the frame of a pan that the result is of must be nearest to it. */
    private static final double LEAST_LEAD = 0.5;

    private Middle() {
    }

    /**
     * Looks at a pan.
     * @throws dev.rushes.models.Problem UNSUPPORTED if it is not the middle one
     */
    static void require(Subject subject, Frame frame, Form form, Notes notes) throws OnnxRefusal {
        int window = frame.window();
        if (window == 1) {
            return;
        }
        int width = frame.width() * frame.scale();
        int height = frame.height() * frame.scale();
        int step = STEP * frame.scale();
        Raster scene = Scenes.leaves(width + (window - 1) * step, height, frame.planes(), 5);
        List<Raster> truths = new ArrayList<>();
        for (int i = 0; i < window; i++) {
            int left = i * step;
            truths.add(Raster.paint(width, height, frame.planes(), (c, x, y) -> scene.at(c, x + left, y)));
        }
        Raster result = subject.restore(truths.stream().map((truth) -> truth.shrunk(frame.scale())).toList(), 0, form);
        double own = Likeness.psnr(result, truths.get(window / 2));
        int nearest = window / 2;
        double next = 0;
        for (int i = 0; i < window; i++) {
            double likeness = Likeness.psnr(result, truths.get(i));
            if (i != window / 2 && likeness > next) {
                next = likeness;
                nearest = i;
            }
        }
        if (own < next + LEAST_LEAD) {
            throw Roles.refuse("of %d frames of a pan its result is like number %d (%.1f dB) and not like the middle "
                    + "one (%.1f dB), of which results are here", window, nearest + 1, next, own);
        }
        notes.found("window", String.valueOf(window), 1,
                "3 channels for each frame; of a pan the result is %.1f dB from the middle one, %.1f dB from the next",
                own, next);
    }

}
