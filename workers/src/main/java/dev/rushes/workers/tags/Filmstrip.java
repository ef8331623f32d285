package dev.rushes.workers.tags;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import dev.rushes.models.Problem;

/** A shot in a row of frames, to run through with the mouse. */
final class Filmstrip {

    /** Pixels of a frame's width. */
    static final int WIDTH = 160;

    private static final int MOST = 12;

    private Filmstrip() {
    }

    /** As a JPEG. */
    static byte[] of(Shot shot, Keepsakes keepsakes) {
        List<Integer> all = keepsakes.frames(shot.start().frame(), shot.end().frame());
        int count = Math.min(MOST, all.size());
        List<BufferedImage> frames = IntStream.range(0, count)
            .mapToObj((i) -> keepsakes.picture(all.get((int) ((long) i * all.size() / count))))
            .toList();
        int height = Math.max(1,
                Math.round((float) WIDTH * frames.getFirst().getHeight() / frames.getFirst().getWidth()));
        BufferedImage strip = new BufferedImage(WIDTH * count, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = strip.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int i = 0; i < count; i++) {
            pen.drawImage(frames.get(i), i * WIDTH, 0, WIDTH, height, null);
        }
        pen.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(strip, "jpeg", jpeg);
        }
        catch (IOException impossible) {
            throw Problem.internal(impossible, "cannot write a JPEG");
        }
        return jpeg.toByteArray();
    }

}
