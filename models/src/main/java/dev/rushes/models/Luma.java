package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Luma for networks that see no colour, and colour for what they make of it. The weights
 * are those of BT.601, whatever the footage's matrix is: nearly all such networks were
 * trained on that luma.
 * <p>
 * Each primary is luma and a difference from it. The network makes the new luma, bicubic
 * interpolation the new differences: chroma is enlarged as a player would, and stays what
 * it was at scale 1.
 */
final class Luma {

    private static final float RED = 0.299f;

    private static final float GREEN = 0.587f;

    private static final float BLUE = 0.114f;

    private Luma() {
    }

    /**
     * Takes the luma of a picture and leaves the differences in its place.
     * @param planes R, G and B of so many pixels; afterwards R-Y, G-Y and B-Y
     */
    static void split(MemorySegment planes, MemorySegment luma, long pixels) {
        for (long i = 0; i < pixels; i++) {
            float red = planes.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            float green = planes.getAtIndex(ValueLayout.JAVA_FLOAT, pixels + i);
            float blue = planes.getAtIndex(ValueLayout.JAVA_FLOAT, 2 * pixels + i);
            float light = RED * red + GREEN * green + BLUE * blue;
            luma.setAtIndex(ValueLayout.JAVA_FLOAT, i, light);
            planes.setAtIndex(ValueLayout.JAVA_FLOAT, i, red - light);
            planes.setAtIndex(ValueLayout.JAVA_FLOAT, pixels + i, green - light);
            planes.setAtIndex(ValueLayout.JAVA_FLOAT, 2 * pixels + i, blue - light);
        }
    }

    /**
     * Makes the picture of new luma and old differences.
     * @param differences of width times height pixels, as {@link #split} leaves them
     * @param luma of the result
     * @param planes R, G and B, scale times as large in each direction
     */
    static void join(MemorySegment differences, MemorySegment luma, MemorySegment planes, int width, int height,
            int scale) {
        Bicubic bicubic = new Bicubic(width, height, scale);
        long pixels = (long) width * height * scale * scale;
        for (int c = 0; c < 3; c++) {
            bicubic.enlarge(differences, c * (long) width * height, planes, c * pixels);
            for (long i = 0; i < pixels; i++) {
                float difference = planes.getAtIndex(ValueLayout.JAVA_FLOAT, c * pixels + i);
                planes.setAtIndex(ValueLayout.JAVA_FLOAT, c * pixels + i,
                        difference + luma.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            }
        }
    }

}
