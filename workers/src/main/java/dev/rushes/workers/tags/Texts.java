package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.Nearest;
import dev.rushes.models.perception.Reading;
import dev.rushes.models.perception.Still;
import dev.rushes.models.perception.TextReader;
import dev.rushes.workers.media.Screenshot;
import dev.rushes.workers.media.View;
import dev.rushes.workers.media.Viewer;
import dev.rushes.workers.shots.Sketch;

/**
 * The text in some of a clip's frames: one a second, and at once when the picture has
 * become another.
 */
final class Texts implements AutoCloseable {

    /** Pixels of the longer side: what is smaller is not meant to be read. */
    private static final int LONG_SIDE = 960;

    /** What changes faster nobody reads. */
    private static final int MOST_IN_STRIDE = 2;

    /** Of the mean difference of samples, of 255, that makes a sketch another picture. */
    private static final double OTHER = 12;

    /** A line that is read once only has to be this sure. */
    private static final double SURE = 0.85;

    /** A single letter is most often none. */
    private static final int LEAST_LETTERS = 2;

    /** Share of its letters in which a line may be read otherwise the next time. */
    private static final double SLIPS = 0.25;

    private final int stride;

    /** Null if nobody wants to know. */
    private final TextReader reader;

    private final List<Page> pages = new ArrayList<>();

    private Sketch last;

    /** The lines of a frame. */
    record Page(int frame, List<Reading> lines) {

    }

    /**
     * None yet.
     * @param stride frames from one look to the next
     * @param threads for the networks
     */
    Texts(boolean wanted, int stride, int threads) {
        this.stride = stride;
        this.reader = wanted ? new TextReader(threads) : null;
    }

    /** The frame that the viewer has shown last, which is looked at or not. */
    void see(View view, Viewer viewer) {
        if (this.reader == null) {
            return;
        }
        int since = this.pages.isEmpty() ? this.stride : view.frame() - this.pages.getLast().frame();
        boolean due = since >= this.stride
                || since * MOST_IN_STRIDE >= this.stride && this.last.difference(view.sketch()) >= OTHER;
        if (due) {
            this.last = view.sketch();
            Screenshot large = viewer.closeUp(LONG_SIDE);
            this.pages
                .add(new Page(view.frame(), this.reader.read(new Still(large.width(), large.height(), large.rgb()))));
        }
    }

    /** What was read from one frame to another, end exclusive; null if nobody looked. */
    List<Page> pages(int first, int end) {
        return this.reader == null ? null
                : this.pages.stream().filter((page) -> page.frame() >= first && page.frame() < end).toList();
    }

    /** Each line once, as it was read best, in the order in which they appear. */
    static List<Shot.Text> lines(List<Page> pages) {
        List<Shot.Text> lines = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        for (Page page : pages) {
            for (Reading reading : page.lines()) {
                if (reading.text().codePoints().filter(Character::isLetterOrDigit).count() < LEAST_LETTERS) {
                    continue;
                }
                Shot.Text line = new Shot.Text(reading.text(), Shot.Area.of(reading.box()), page.frame(),
                        Facts.rounded(reading.score(), 3));
                int known = known(lines, line);
                if (known < 0) {
                    lines.add(line);
                    times.add(1);
                }
                else {
                    times.set(known, times.get(known) + 1);
                    if (line.score() > lines.get(known).score()) {
                        lines.set(known, line);
                    }
                }
            }
        }
        return lines.stream()
            .filter((line) -> line.score() >= SURE || times.get(lines.indexOf(line)) > 1)
            .sorted(Comparator.comparingInt(Shot.Text::frame))
            .toList();
    }

    private static int known(List<Shot.Text> lines, Shot.Text line) {
        String letters = letters(line.string());
        for (int i = 0; i < lines.size(); i++) {
            String other = letters(lines.get(i).string());
            if (Nearest.distance(letters, other) <= SLIPS * Math.max(letters.length(), other.length())) {
                return i;
            }
        }
        return -1;
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Punct}]", "");
    }

    /** What looked. */
    List<AnalyserCard> cards() {
        return this.reader == null ? List.of() : List.of(this.reader.card());
    }

    @Override
    public void close() {
        if (this.reader != null) {
            this.reader.close();
        }
    }

}
