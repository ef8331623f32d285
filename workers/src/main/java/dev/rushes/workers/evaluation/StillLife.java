package dev.rushes.workers.evaluation;

/**
 * Three balls on a floor of planks before a wall of bricks, traced by rays: the edges,
 * textures and shades of a photograph that nobody had to take.
 */
final class StillLife {

    /** Rays a pixel in each direction, as the area of a sensor's cell. */
    private static final int RAYS = 3;

    private static final double[] LIGHT = unit(new double[] { -0.55, 0.75, -0.45 });

    private static final double WALL = 4.2;

    /** Centres and radii of a striped, a rough and a woven ball. */
    private static final double[][] BALLS = { { -1.25, 0.62, 2.6, 0.62 }, { 0.15, 0.5, 1.9, 0.5 },
            { 1.35, 0.78, 2.9, 0.78 } };

    private static final double[] EYE = { 0, 1.05, -1.6 };

    private StillLife() {
    }

    static Pixels render(int width, int height) {
        Pixels pixels = new Pixels(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] sum = new double[Pixels.CHANNELS];
                for (int ray = 0; ray < RAYS * RAYS; ray++) {
                    int column = x * RAYS + ray % RAYS;
                    int row = y * RAYS + ray / RAYS;
                    double right = ((column + 0.5) / RAYS - width / 2.0) / height;
                    double up = (height / 2.0 - (row + 0.5) / RAYS) / height;
                    double[] light = seen(unit(new double[] { right, up - 0.06, 1.05 }));
                    for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
                        sum[channel] += light[channel];
                    }
                }
                for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
                    double value = Math.pow(Math.clamp(sum[channel] / RAYS / RAYS, 0, 1), 1 / 2.2);
                    pixels.samples()[(channel * height + y) * width + x] = (byte) Pixels.rounded(value * 255);
                }
            }
        }
        return pixels;
    }

    /** Linear light along a ray from the eye. */
    private static double[] seen(double[] ray) {
        int nearest = -1;
        double distance = (ray[1] < 0) ? Math.min(-EYE[1] / ray[1], (WALL - EYE[2]) / ray[2])
                : (WALL - EYE[2]) / ray[2];
        for (int ball = 0; ball < BALLS.length; ball++) {
            double there = hit(EYE, ray, BALLS[ball]);
            if (there < distance) {
                distance = there;
                nearest = ball;
            }
        }
        double[] place = { EYE[0] + distance * ray[0], EYE[1] + distance * ray[1], EYE[2] + distance * ray[2] };
        double[] normal = (place[1] < 1e-6) ? new double[] { 0, 1, 0 } : new double[] { 0, 0, -1 };
        double[] colour = (place[1] < 1e-6) ? planks(place[0], place[2]) : bricks(place[0], place[1]);
        if (nearest >= 0) {
            double[] ball = BALLS[nearest];
            normal = unit(new double[] { place[0] - ball[0], place[1] - ball[1], place[2] - ball[2] });
            colour = cover(nearest, normal);
        }
        double lit = Math.max(0, dot(normal, LIGHT));
        for (int ball = 0; ball < BALLS.length; ball++) {
            lit *= (ball != nearest && hit(place, LIGHT, BALLS[ball]) < Double.MAX_VALUE) ? 0.15 : 1;
        }
        double shade = 0.16 + 0.95 * lit;
        return new double[] { colour[0] * shade, colour[1] * shade, colour[2] * shade };
    }

    /** How far a ball is along a ray; beyond all measure if it is not there. */
    private static double hit(double[] from, double[] ray, double[] ball) {
        double[] to = { ball[0] - from[0], ball[1] - from[1], ball[2] - from[2] };
        double along = dot(to, ray);
        double square = along * along - dot(to, to) + ball[3] * ball[3];
        return (along > 0 && square > 0) ? along - Math.sqrt(square) : Double.MAX_VALUE;
    }

    private static double[] cover(int ball, double[] normal) {
        double latitude = Math.asin(normal[1]);
        double longitude = Math.atan2(normal[0], -normal[2]);
        return switch (ball) {
            case 0 ->
                (Math.sin(latitude * 22) > 0) ? new double[] { 0.75, 0.12, 0.1 } : new double[] { 0.85, 0.82, 0.72 };
            case 1 -> scaled(new double[] { 0.9, 0.42, 0.06 }, 0.6 + 0.6 * cloud(longitude * 14, latitude * 14, 3));
            default ->
                scaled(new double[] { 0.16, 0.3, 0.62 }, 0.7 + 0.45 * Math.sin(longitude * 60) * Math.sin(latitude * 60)
                        + 0.3 * cloud(longitude * 30, latitude * 30, 2));
        };
    }

    private static double[] planks(double x, double z) {
        double across = x * 2.2 + 40;
        double plank = Math.floor(across);
        double grain = cloud(x * 38, z * 2.6 + plank * 17, 4);
        double dark = (across - plank < 0.03) ? 0.25 : 1;
        return scaled(new double[] { 0.5, 0.31, 0.16 }, dark * (0.5 + 0.3 * chance((long) plank, 5) + 0.6 * grain));
    }

    private static double[] bricks(double x, double y) {
        double row = Math.floor(y * 4.2);
        double along = x * 1.7 + row * 0.5 + 40;
        double brick = Math.floor(along);
        if (y * 4.2 - row < 0.11 || along - brick < 0.05) {
            return scaled(new double[] { 0.62, 0.6, 0.56 }, 0.7 + 0.5 * cloud(x * 60, y * 60, 2));
        }
        return scaled(new double[] { 0.5, 0.2, 0.14 },
                0.45 + 0.4 * chance((long) brick, (long) row) + 0.7 * cloud(x * 26, y * 26, 4));
    }

    /**
     * Noise of several sizes, each half as large and as strong as the one before; 0..1.
     */
    private static double cloud(double x, double y, int sizes) {
        double sum = 0;
        double share = 0.5;
        for (int size = 0; size < sizes; size++) {
            long left = (long) Math.floor(x);
            long top = (long) Math.floor(y);
            double right = smooth(x - left);
            double down = smooth(y - top);
            sum += share * ((1 - down) * ((1 - right) * chance(left, top) + right * chance(left + 1, top))
                    + down * ((1 - right) * chance(left, top + 1) + right * chance(left + 1, top + 1)));
            share /= 2;
            x *= 2;
            y *= 2;
        }
        return sum;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    /** The same number of 0..1 for the same place. */
    private static double chance(long x, long y) {
        long mixed = (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL);
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return ((mixed ^ (mixed >>> 32)) >>> 11) * 0x1p-53;
    }

    private static double[] scaled(double[] colour, double factor) {
        return new double[] { colour[0] * factor, colour[1] * factor, colour[2] * factor };
    }

    private static double[] unit(double[] v) {
        return scaled(v, 1 / Math.sqrt(dot(v, v)));
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

}
