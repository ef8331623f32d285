import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture in several sizes, each half of the one before, for windows of any size. */
final class Still {

    private static final int LARGEST = 768;

    private final BufferedImage[] sizes;

    private Still(BufferedImage[] sizes) {
        this.sizes = sizes;
    }

    /** Null if it is no picture that Java reads, or too small. */
    static Still read(Path file) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(file.toFile());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        if (picture == null || picture.getWidth() < 400 || picture.getHeight() < 300) {
            return null;
        }
        BufferedImage[] sizes = new BufferedImage[5];
        // by halves first: one step would leave out pixels
        while (picture.getWidth() > 2 * LARGEST) {
            picture = scaled(picture, picture.getWidth() / 2, picture.getHeight() / 2);
        }
        sizes[0] = scaled(picture, LARGEST, LARGEST * picture.getHeight() / picture.getWidth());
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = scaled(sizes[i - 1], sizes[i - 1].getWidth() / 2, sizes[i - 1].getHeight() / 2);
        }
        return new Still(sizes);
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scaled.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return scaled;
    }

    double aspect() {
        return (double) sizes[0].getHeight() / sizes[0].getWidth();
    }

    /**
     * Luma and chroma at a place, mirrored beyond the borders.
     * @param x, y in widths of the picture
     * @param step distance of neighbouring samples in widths, which says how soft it has to be
     * @param into three numbers, 0..255
     */
    void sample(double x, double y, double step, double[] into) {
        int level = (int) Math.clamp(Math.round(Math.log(step * LARGEST) / Math.log(2)), 0, sizes.length - 1);
        BufferedImage picture = sizes[level];
        double px = x * picture.getWidth() - 0.5;
        double py = y * picture.getWidth() - 0.5;
        int left = (int) Math.floor(px);
        int top = (int) Math.floor(py);
        double right = px - left;
        double down = py - top;
        double red = 0;
        double green = 0;
        double blue = 0;
        for (int i = 0; i < 4; i++) {
            int rgb = picture.getRGB(mirrored(left + i % 2, picture.getWidth()), mirrored(top + i / 2, picture.getHeight()));
            double weight = (i % 2 == 0 ? 1 - right : right) * (i / 2 == 0 ? 1 - down : down);
            red += weight * (rgb >> 16 & 0xFF);
            green += weight * (rgb >> 8 & 0xFF);
            blue += weight * (rgb & 0xFF);
        }
        into[0] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue;
        into[1] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
        into[2] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
    }

    private static int mirrored(int at, int size) {
        int place = Math.floorMod(at, 2 * size);
        return place < size ? place : 2 * size - 1 - place;
    }

}
