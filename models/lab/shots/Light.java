import java.util.random.RandomGenerator;

/** How exposure changes: not at all, or by itself when a camera finds it too dark, or as lamps are lit. */
final class Light {

    private final RandomGenerator random;

    private final boolean changes;

    private double now = 1;

    private double wanted = 1;

    private double pace = 1;

    Light(RandomGenerator random) {
        this.random = random;
        this.changes = random.nextDouble() < 0.35;
    }

    /** What the next frame's light is multiplied with. */
    double next() {
        if (changes && random.nextDouble() < 0.015) {
            wanted = Math.clamp(Math.exp(random.nextGaussian() * 0.6), 0.25, 3);
            // half of the way in one frame to fifteen
            pace = random.nextDouble(0.04, 0.5);
        }
        now += (wanted - now) * pace;
        return now;
    }

}
