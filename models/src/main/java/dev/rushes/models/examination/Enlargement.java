package dev.rushes.models.examination;

/** Plain enlargement by bicubic interpolation (Keys, a = -0.5), to compare with. */
final class Enlargement {

    private Enlargement() {
    }

    static Raster bicubic(Raster in, int scale) {
        if (scale == 1) {
            return in;
        }
        Raster wide = Raster.paint(in.width() * scale, in.height(), in.channels(), (c, x, y) -> {
            double at = (x + 0.5) / scale - 0.5;
            int left = (int) Math.floor(at) - 1;
            double sum = 0;
            for (int k = left; k < left + 4; k++) {
                sum += weight(at - k) * in.at(c, Math.clamp(k, 0, in.width() - 1), y);
            }
            return sum;
        });
        return Raster.paint(wide.width(), in.height() * scale, in.channels(), (c, x, y) -> {
            double at = (y + 0.5) / scale - 0.5;
            int top = (int) Math.floor(at) - 1;
            double sum = 0;
            for (int k = top; k < top + 4; k++) {
                sum += weight(at - k) * wide.at(c, x, Math.clamp(k, 0, in.height() - 1));
            }
            return sum;
        });
    }

    private static double weight(double distance) {
        double t = Math.abs(distance);
        return (t <= 1) ? (1.5 * t - 2.5) * t * t + 1 : (t < 2) ? ((2.5 - 0.5 * t) * t - 4) * t + 2 : 0;
    }

}
