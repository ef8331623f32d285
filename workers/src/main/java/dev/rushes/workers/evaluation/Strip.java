package dev.rushes.workers.evaluation;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import dev.rushes.models.Problem;
import dev.rushes.workers.drawing.Lettering;

/**
 * Pictures in rows, a row a frame: what a model got, what a plain method makes of it,
 * what the model does, and the original. Each is a part of the frame, so much enlarged
 * that its pixels can be seen.
 */
public final class Strip implements Consumer<Sample> {

    /** Memory, and what a person looks at. */
    private static final int MOST_ROWS = 24;

    /** Of a part, in pixels of the original. */
    private static final int WIDTH = 72;

    private static final int HEIGHT = 48;

    /** Four parts side by side are then no wider than a page. */
    private static final int ZOOM = 3;

    private static final int GAP = 6;

    private static final int LABEL = 18;

    private final List<Panel[]> rows = new ArrayList<>();

    /** A part of a picture with what is written below it. */
    private record Panel(BufferedImage picture, String label) {
    }

    /** Takes a row; those beyond 24 are not drawn. */
    @Override
    public void accept(Sample sample) {
        if (this.rows.size() == MOST_ROWS || sample.pictures().plain().get(sample.rival()) == null) {
            return;
        }
        Comparison comparison = sample.comparison();
        Sample.Pictures pictures = sample.pictures();
        Crop crop = Crop.of(sample, WIDTH, HEIGHT);
        Crop source = new Crop(crop.x() / sample.scale(), crop.y() / sample.scale(), crop.width() / sample.scale(),
                crop.height() / sample.scale());
        this.rows.add(new Panel[] {
                new Panel(enlarged(pictures.source(), source, ZOOM * sample.scale()),
                        "source: " + comparison.degrade()),
                new Panel(enlarged(pictures.plain().get(sample.rival()), crop, ZOOM),
                        label(sample.rival(), sample.decibels(comparison.baselines().get(sample.rival())))),
                new Panel(enlarged(pictures.restored(), crop, ZOOM),
                        label(comparison.model(), sample.decibels(comparison.restored()))),
                new Panel(enlarged(pictures.original(), crop, ZOOM), "original: " + comparison.file()) });
    }

    private static String label(String method, double decibels) {
        return String.format(Locale.ROOT, "%s  %.2f dB", method, decibels);
    }

    private static BufferedImage enlarged(Pixels picture, Crop crop, int times) {
        BufferedImage image = new BufferedImage(crop.width() * times, crop.height() * times,
                BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, picture.rgb(crop.x() + x / times, crop.y() + y / times));
            }
        }
        return image;
    }

    /**
     * Draws all rows into a PNG.
     * @throws Problem UNSUPPORTED if there is nothing to draw or no font to label it with
     */
    public void write(Path file) {
        if (this.rows.isEmpty()) {
            throw Problem.unsupported("there is no picture to show in %s: this build of FFmpeg has no nlmeans", file);
        }
        int columns = this.rows.getFirst().length;
        BufferedImage image = new BufferedImage(columns * (WIDTH * ZOOM + GAP) - GAP,
                this.rows.size() * (HEIGHT * ZOOM + LABEL), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Lettering.pen(image);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setColor(Color.BLACK);
        pen.setFont(Lettering.font(12));
        for (int row = 0; row < this.rows.size(); row++) {
            int top = row * (HEIGHT * ZOOM + LABEL);
            for (int column = 0; column < columns; column++) {
                Panel panel = this.rows.get(row)[column];
                int left = column * (WIDTH * ZOOM + GAP);
                pen.setClip(left, top, WIDTH * ZOOM, HEIGHT * ZOOM + LABEL);
                pen.drawImage(panel.picture(), left, top, null);
                pen.drawString(panel.label(), left + 1, top + HEIGHT * ZOOM + LABEL - 5);
            }
        }
        pen.dispose();
        Lettering.write(image, file);
    }

}
