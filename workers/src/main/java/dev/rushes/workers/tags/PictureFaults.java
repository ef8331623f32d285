package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;

/** Finds what may be wrong with the picture. */
final class PictureFaults {

    private static final double LEAST_SECONDS = 0.5;

    /** A frozen picture has to hold so long: a person who sits still moves within it. */
    private static final double FROZEN_SECONDS = 1;

    /** Share of pixels, as FFmpeg's blackdetect. */
    private static final double BLACK = 0.98;

    private static final double OVER = 0.25;

    private static final double UNDER = 0.5;

    private final Ruler ruler;

    private final Looks looks;

    PictureFaults(Ruler ruler, Looks looks) {
        this.ruler = ruler;
        this.looks = looks;
    }

    List<Finding> find(Flashes flashes) {
        List<Finding> found = new ArrayList<>();
        int least = this.ruler.frames(LEAST_SECONDS);
        int frames = this.looks.frames();
        for (Run run : Run.of(frames, 1, (i) -> this.looks.black(i) >= BLACK)) {
            found.add(of("black", run, 1, "%d black frames".formatted(run.length())));
        }
        found.addAll(freezes());
        for (Run run : Run.of(frames, least, (i) -> this.looks.white(i) >= OVER)) {
            found.add(of("overexposed", run, 0.7, "more than a quarter of the picture is white without detail"));
        }
        for (Run run : Run.of(frames, least, (i) -> this.looks.black(i) >= UNDER && this.looks.black(i) < BLACK)) {
            found.add(of("underexposed", run, 0.6, "more than half of the picture is black without detail"));
        }
        for (Flashes.Stretch risk : flashes.risks(this.ruler.frames(1))) {
            found.add(of("flashing", new Run(risk.first(), risk.end()), 0.9,
                    "%d changes between light and dark: a risk with photosensitive epilepsy (ITU-R BT.1702)"
                        .formatted(risk.changes())));
        }
        return found;
    }

    private Finding of(String kind, Run run, double score, String note) {
        return new Finding(kind, this.ruler.mark(run.first()), this.ruler.mark(run.end()), score, note);
    }

    private List<Finding> freezes() {
        List<Finding> found = new ArrayList<>();
        int frames = this.looks.frames();
        for (int end = 1; end <= frames; end++) {
            int held = this.looks.heldFor(end - 1) + 1;
            boolean over = end == frames || this.looks.heldFor(end) == 0;
            if (over && held >= this.ruler.frames(FROZEN_SECONDS) && this.looks.black(end - 1) < BLACK) {
                found.add(of("freeze", new Run(end - held, end), 0.9, "%d frames that show the same".formatted(held)));
            }
        }
        return found;
    }

}
