package dev.rushes.workers.media;

/**
 * A small picture as it looks on an ordinary screen: upright, square pixels, BT.709, full
 * range.
 *
 * @param width, height in pixels
 * @param rgb bytes R, G, B of each pixel, rows from the top
 */
public record Screenshot(int width, int height, byte[] rgb) {

    /** Luma of BT.709 of a pixel, 0..255. */
    public int luma(int x, int y) {
        int at = 3 * (y * width + x);
        return (13_933 * (rgb[at] & 0xFF) + 46_871 * (rgb[at + 1] & 0xFF) + 4_732 * (rgb[at + 2] & 0xFF)
                + 32_768) >> 16;
    }

}
