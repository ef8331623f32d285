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

}
