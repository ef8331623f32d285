package dev.rushes.workers.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import dev.rushes.models.Picture;
import dev.rushes.workers.Disk;

/** Two pictures in one PNG. */
final class SideBySide {

    private SideBySide() {
    }

    static void write(Picture left, Picture right, Path file) {
        int width = left.width();
        BufferedImage image = new BufferedImage(width * 2, left.height(), BufferedImage.TYPE_INT_RGB);
        draw(left, image, 0);
        draw(right, image, width);
        try {
            ImageIO.write(image, "png", file.toFile());
        }
        catch (IOException ex) {
            throw Disk.problem(ex, file + " cannot be written");
        }
    }

    private static void draw(Picture picture, BufferedImage image, int offset) {
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                long i = (long) y * picture.width() + x;
                image.setRGB(offset + x, y, value(picture.plane(0), i) << 16 | value(picture.plane(1), i) << 8
                        | value(picture.plane(2), i));
            }
        }
    }

    private static int value(MemorySegment plane, long index) {
        return Math.clamp(Math.round(plane.getAtIndex(ValueLayout.JAVA_FLOAT, index) * 255), 0, 255);
    }

}
