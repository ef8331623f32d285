package dev.rushes.workers.evaluation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;

/**
 * A picture of 8 bits a channel, in which the literature compares: planes R, G, B one
 * after the other, rows from the top.
 *
 * @param width, height in pixels
 * @param samples unsigned, {@code 3 * width * height}
 */
record Pixels(int width, int height, byte[] samples) {

    static final int CHANNELS = 3;

    /** Black. */
    Pixels(int width, int height) {
        this(width, height, new byte[Math.multiplyExact(CHANNELS, Math.multiplyExact(width, height))]);
    }

    /** Rounds and clips a picture's upper left part. */
    static Pixels of(Picture picture, int width, int height) {
        Pixels pixels = new Pixels(width, height);
        int to = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            MemorySegment plane = picture.plane(channel);
            for (int y = 0; y < height; y++) {
                long row = (long) y * picture.width();
                for (int x = 0; x < width; x++) {
                    float value = plane.getAtIndex(ValueLayout.JAVA_FLOAT, row + x);
                    pixels.samples[to++] = (byte) rounded(value * 255.0);
                }
            }
        }
        return pixels;
    }

    static Pixels of(Picture picture) {
        return of(picture, picture.width(), picture.height());
    }

    /** To the nearest of 0 to 255, halves up; 0 for what is no number. */
    static int rounded(double value) {
        return Math.clamp((long) Math.floor(value + 0.5), 0, 255);
    }

    /** A rectangle of it. */
    Pixels part(int left, int top, int wide, int high) {
        Pixels part = new Pixels(wide, high);
        for (int row = 0; row < CHANNELS * high; row++) {
            int from = (row / high * this.height + top + row % high) * this.width + left;
            System.arraycopy(this.samples, from, part.samples, row * wide, wide);
        }
        return part;
    }

    /** The same as floats, 0..1; the caller closes it. */
    Picture toPicture(PicturePool pool) {
        Picture picture = pool.lease(this.width, this.height, false);
        MemorySegment tensor = picture.tensor();
        for (int i = 0; i < this.samples.length; i++) {
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, i, (this.samples[i] & 0xFF) / 255f);
        }
        return picture;
    }

    /** 0 to 255. */
    int at(int channel, int x, int y) {
        return this.samples[(channel * this.height + y) * this.width + x] & 0xFF;
    }

    /** A pixel as 0xRRGGBB. */
    int rgb(int x, int y) {
        return at(0, x, y) << 16 | at(1, x, y) << 8 | at(2, x, y);
    }

    /** Luma of ITU-R BT.601, 16 to 235, not rounded, as MATLAB's rgb2ycbcr. */
    double luma(int x, int y) {
        return 16 + luma(at(0, x, y), at(1, x, y), at(2, x, y));
    }

    /** Of a colour or of the difference of two; black is 0. */
    static double luma(double red, double green, double blue) {
        return (65.481 * red + 128.553 * green + 24.966 * blue) / 255;
    }

}
