package dev.rushes.workers.tags;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.rushes.workers.drawing.Lettering;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.FrameRate;
import dev.rushes.workers.timeline.Rational;

/** A clip's shots on one sheet: the best frame of each, its number, time and words. */
final class ContactSheet {

    /** More would be a picture nobody opens. */
    private static final int MOST = 240;

    private static final int CELL = 320;

    private static final int GAP = 16;

    private static final int MARGIN = 40;

    private static final int HEAD = 72;

    private static final int LABEL = 44;

    private static final Color PAPER = new Color(0x16181b);

    private static final Color INK = new Color(0xe8e6e1);

    private static final Color FAINT = new Color(0x9a9892);

    private final ClipTags tags;

    private final Keepsakes keepsakes;

    ContactSheet(ClipTags tags, Keepsakes keepsakes) {
        this.tags = tags;
        this.keepsakes = keepsakes;
    }

    /**
     * Draws it.
     * @throws dev.rushes.models.Problem UNSUPPORTED if this machine has no fonts
     */
    BufferedImage draw() {
        List<Shot> shots = chosen();
        BufferedImage first = this.keepsakes.picture(shots.getFirst().bestFrame());
        // upright pictures stand in as many columns as fill the width
        boolean upright = first.getHeight() > first.getWidth();
        int wide = upright ? CELL * 5 / 8 : CELL;
        int high = wide * first.getHeight() / first.getWidth();
        int columns = Math.min(shots.size() < 4 ? 4 : upright ? 8 : 5, Math.max(3, shots.size()));
        int rows = (shots.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(2 * MARGIN + columns * (wide + GAP) - GAP,
                2 * MARGIN + HEAD + rows * (high + LABEL + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Lettering.pen(sheet);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setColor(PAPER);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        head(pen, sheet.getWidth(), shots.size());
        for (int i = 0; i < shots.size(); i++) {
            int left = MARGIN + i % columns * (wide + GAP);
            int top = MARGIN + HEAD + i / columns * (high + LABEL + GAP);
            pen.drawImage(this.keepsakes.picture(shots.get(i).bestFrame()), left, top, wide, high, null);
            label(pen, shots.get(i), left, top + high, wide);
        }
        pen.dispose();
        return sheet;
    }

    /** All, or so many spread over the clip. */
    private List<Shot> chosen() {
        List<Shot> all = this.tags.shots();
        int count = Math.min(MOST, all.size());
        return IntStream.range(0, count).mapToObj((i) -> all.get((int) ((long) i * all.size() / count))).toList();
    }

    private void head(Graphics2D pen, int width, int drawn) {
        ClipInfo clip = this.tags.clip().info();
        pen.setColor(INK);
        pen.setFont(Lettering.font(26).deriveFont(Font.BOLD));
        write(pen, String.valueOf(clip.path().getFileName()), MARGIN, MARGIN + 24, width - 2 * MARGIN);
        pen.setColor(FAINT);
        pen.setFont(Lettering.font(15));
        int all = this.tags.shots().size();
        String shots = all == 1 ? "1 shot" : drawn < all ? drawn + " of " + all + " shots" : all + " shots";
        String facts = "%d × %d   %s fps   %s – %s   %s".formatted(clip.video().width(), clip.video().height(),
                FrameRate.shown(Rational.parse(clip.video().frameRate())),
                this.tags.shots().getFirst().start().timecode(), this.tags.shots().getLast().end().timecode(), shots);
        write(pen, facts, MARGIN, MARGIN + 50, width - 2 * MARGIN);
    }

    private static void label(Graphics2D pen, Shot shot, int left, int top, int wide) {
        pen.setFont(Lettering.font(14).deriveFont(Font.BOLD));
        pen.setColor(INK);
        String number = String.valueOf(shot.index() + 1);
        write(pen, number, left, top + 18, wide);
        int indent = pen.getFontMetrics().stringWidth(number) + 10;
        pen.setFont(Lettering.font(13));
        pen.setColor(FAINT);
        double seconds = Rational.parse(shot.end().seconds()).minus(Rational.parse(shot.start().seconds())).value();
        write(pen, "%s   %.1f s".formatted(shot.start().timecode(), seconds), left + indent, top + 18, wide - indent);
        String words = Stream
            .of(Stream.ofNullable(shot.size()).map(Shot.Size::type),
                    Stream.ofNullable(shot.move()).map(Shot.Move::type),
                    Stream.ofNullable(shot.people())
                        .map(Shot.People::count)
                        .filter((count) -> count > 0)
                        .map((count) -> count == 1 ? "1 person" : count + " people"),
                    Stream.ofNullable(shot.objects()).flatMap(List::stream).map(Shot.Thing::label),
                    shot.words().stream())
            .flatMap((each) -> each)
            .collect(Collectors.joining(", "));
        write(pen, words, left, top + 36, wide);
    }

    /** Shortened to what fits. */
    private static void write(Graphics2D pen, String text, int left, int base, int room) {
        FontMetrics metrics = pen.getFontMetrics();
        String shown = text;
        while (!shown.isEmpty() && metrics.stringWidth(shown) > room) {
            shown = shown.substring(0, shown.length() - 2).stripTrailing() + "…";
        }
        pen.drawString(shown, left, base);
    }

}
