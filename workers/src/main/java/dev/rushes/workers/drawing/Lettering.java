package dev.rushes.workers.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;

/** Drawn pictures with words in them, without a screen. */
public final class Lettering {

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private Lettering() {
    }

    /**
     * Draws smoothly.
     * @throws Problem UNSUPPORTED if this machine has no fonts
     */
    public static Graphics2D pen(BufferedImage image) {
        try {
            Graphics2D pen = image.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            pen.getFontMetrics(font(12)).stringWidth("x");
            return pen;
        }
        catch (RuntimeException | LinkageError | InternalError none) {
            throw new Problem(Problem.Kind.UNSUPPORTED,
                    "pictures cannot be labelled, for this machine has no fonts; install some, such as Debian's fonts-dejavu-core and libfontconfig1",
                    none);
        }
    }

    /** Of so many pixels. */
    public static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    /** As a PNG that is whole or not there. */
    public static void write(BufferedImage image, Path file) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
            Disk.writeWhole(file, Disk.ownPart(file), png.toByteArray());
        }
        catch (IOException ex) {
            throw Disk.problem(ex, file + " cannot be written");
        }
    }

}
