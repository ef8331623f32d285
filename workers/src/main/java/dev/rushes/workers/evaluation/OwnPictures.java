package dev.rushes.workers.evaluation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;

import dev.rushes.models.PicturePool;
import dev.rushes.workers.drawing.Lettering;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.PieceWriter;
import dev.rushes.workers.timeline.Rational;

/** Pictures that nobody else has made: balls before a wall, and a slate. */
final class OwnPictures {

    private static final int WIDTH = 640;

    private static final int HEIGHT = 360;

    /** Of the pan, so many, and pixels from one to the next. */
    private static final int FRAMES = 5;

    private static final int STEP = 2;

    private OwnPictures() {
    }

    /** Writes still ones into a folder. */
    static void write(Path folder) {
        Lettering.write(image(StillLife.render(WIDTH, HEIGHT)), folder.resolve("balls.png"));
        Lettering.write(slate(), folder.resolve("slate.png"));
    }

    /** Writes a pan over the balls into a folder. */
    static void writeMoving(Path folder) {
        Pixels scene = StillLife.render(WIDTH + (FRAMES - 1) * STEP, HEIGHT);
        Encoding encoding = new Encoding("ffv1", "ffv1", Map.of("level", "3"), "mkv", "bgr0", WIDTH, HEIGHT, "1/25",
                "25/1", "cfr", "progressive", new ClipInfo.Colour("gbr", "pc", "bt709", "bt709", "left"));
        try (PicturePool pool = new PicturePool();
                PieceWriter writer = new PieceWriter(folder.resolve("pan.mkv"), "matroska", encoding, "bicubic", false,
                        new Rational(1, 1), 1)) {
            for (int i = 0; i < FRAMES; i++) {
                writer.accept(new Frame(scene.part(i * STEP, 0, WIDTH, HEIGHT).toPicture(pool), i));
            }
            writer.finish();
        }
    }

    /**
     * What a camera sees of a slate: letters, hairlines and a star, drawn at four times
     * the area and shrunk.
     */
    private static BufferedImage slate() {
        BufferedImage large = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Lettering.pen(large);
        pen.scale(2, 2);
        pen.setColor(new Color(38, 40, 44));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (int stripe = 0; stripe < 20; stripe++) {
            pen.setColor(stripe % 2 == 0 ? new Color(232, 228, 216) : new Color(24, 24, 26));
            pen.fillPolygon(new int[] { stripe * 36 - 40, stripe * 36 - 4, stripe * 36 - 24, stripe * 36 - 60 },
                    new int[] { 0, 0, 44, 44 }, 4);
        }
        pen.setColor(new Color(226, 224, 214));
        int y = 68;
        for (int size : new int[] { 26, 20, 16, 13, 11, 9, 8 }) {
            pen.setFont(Lettering.font(size));
            pen.drawString("SCENE 24A  TAKE 3  ROLL A017  25 fps  180°  5600 K", 16, y);
            y += size + 7;
        }
        star(pen, 84, 286, 62);
        lines(pen, 176, 226);
        Color[] bars = { Color.WHITE, Color.YELLOW, Color.CYAN, Color.GREEN, Color.MAGENTA, Color.RED, Color.BLUE };
        for (int bar = 0; bar < bars.length; bar++) {
            pen.setColor(bars[bar].darker());
            pen.fillRect(430 + bar * 28, 226, 28, 122);
        }
        pen.dispose();
        return image(Imresize.bicubic(pixels(large), WIDTH, HEIGHT));
    }

    private static void star(Graphics2D pen, double x, double y, double radius) {
        int spokes = 36;
        for (int spoke = 0; spoke < spokes; spoke++) {
            double from = 2 * Math.PI * spoke / spokes;
            double to = from + Math.PI / spokes;
            pen.fillPolygon(
                    new int[] { (int) x, (int) (x + radius * Math.cos(from)), (int) (x + radius * Math.cos(to)) },
                    new int[] { (int) y, (int) (y + radius * Math.sin(from)), (int) (y + radius * Math.sin(to)) }, 3);
        }
    }

    /** Upright, lying and leaning ones, ever nearer to each other. */
    private static void lines(Graphics2D pen, double left, double top) {
        pen.setStroke(new BasicStroke(1));
        double gap = 7;
        for (double at = 0; at < 118; at += gap) {
            pen.draw(new Line2D.Double(left + at, top, left + at, top + 56));
            pen.draw(new Line2D.Double(left, top + 72 + at / 2, left + 110, top + 72 + at / 2));
            pen.draw(new Line2D.Double(left + 130 + at * 0.6, top, left + 160 + at * 0.6, top + 128));
            gap = Math.max(2, gap - 0.25);
        }
    }

    private static BufferedImage image(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                image.setRGB(x, y, pixels.rgb(x, y));
            }
        }
        return image;
    }

    private static Pixels pixels(BufferedImage image) {
        Pixels pixels = new Pixels(image.getWidth(), image.getHeight());
        int plane = image.getWidth() * image.getHeight();
        for (int i = 0; i < plane; i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
                pixels.samples()[channel * plane + i] = (byte) (rgb >> (16 - 8 * channel));
            }
        }
        return pixels;
    }

}
