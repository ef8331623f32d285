package dev.rushes.models.perception;

/**
 * A picture to look at.
 *
 * @param width, height in pixels
 * @param rgb bytes R, G, B of each pixel, rows from the top
 */
public record Still(int width, int height, byte[] rgb) {

    public Still {
        if (width < 1 || height < 1 || rgb.length != 3 * width * height) {
            throw new IllegalArgumentException("%d bytes for %d x %d pixels".formatted(rgb.length, width, height));
        }
    }

    /**
     * What lies between four pixels.
     * @param x, y of pixels' middles; beyond the edge it is as at the edge
     * @return 0..255
     */
    float sample(double x, double y, int channel) {
        int x0 = Math.clamp((long) Math.floor(x), 0, this.width - 1);
        int y0 = Math.clamp((long) Math.floor(y), 0, this.height - 1);
        int x1 = Math.min(x0 + 1, this.width - 1);
        int y1 = Math.min(y0 + 1, this.height - 1);
        float across = (float) Math.clamp(x - x0, 0, 1);
        float down = (float) Math.clamp(y - y0, 0, 1);
        float above = pixel(x0, y0, channel) * (1 - across) + pixel(x1, y0, channel) * across;
        float below = pixel(x0, y1, channel) * (1 - across) + pixel(x1, y1, channel) * across;
        return above * (1 - down) + below * down;
    }

    private int pixel(int x, int y, int channel) {
        return this.rgb[3 * (y * this.width + x) + channel] & 0xFF;
    }

}
