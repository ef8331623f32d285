import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A shot as a camera might take it: a window that moves over a picture, with things that
 * move in front of it, changing light, and a look of its own.
 */
final class Take {

    static final int WIDTH = 48;

    static final int HEIGHT = 27;

    static final int PLANE = WIDTH * HEIGHT;

    /** Of the window per frame. */
    private static final double LIVELY = 0.02;

    private final RandomGenerator random;

    private final Still still;

    private final double gain;

    private final double lift;

    private final double colour;

    private final double[] tint = new double[2];

    private double x;

    private double y;

    private double size;

    private double turn;

    /** Of the window per frame, what it comes to with time, and for how long. */
    private double speedX;

    private double speedY;

    private double wantedX;

    private double wantedY;

    private int steady;

    private final double speed;

    private final Light light;

    private final double zoom;

    private final double roll;

    private final double shake;

    private double shakeX;

    private double shakeY;

    private final double flicker;

    private final double strobe;

    private int frame;

    private final Passer[] passers;

    /** Something that moves in front. */
    private static final class Passer {

        Still still;
        double x, y, width, height, speedX, speedY, restless, inX, inY;
        boolean round;

    }

    Take(List<Still> stills, Take like, RandomGenerator random) {
        this.random = random;
        boolean same = like != null;
        this.still = same ? like.still : stills.get(random.nextInt(stills.size()));
        this.size = same ? Math.clamp(like.size * Math.exp(random.nextGaussian() * 0.5), 0.1, 1) : random.nextDouble(0.15, 0.9);
        this.x = random.nextDouble();
        this.y = random.nextDouble() * still.aspect();
        if (same) {
            this.x = like.x + like.size * random.nextGaussian() * 0.6;
            this.y = like.y + like.size * random.nextGaussian() * 0.4;
        }
        double dim = random.nextDouble();
        this.gain = same && random.nextDouble() < 0.7 ? like.gain : dim < 0.15 ? random.nextDouble(0.08, 0.4) : random.nextDouble(0.5, 1.3);
        this.lift = same ? like.lift : random.nextDouble() < 0.3 ? random.nextDouble(0, 40) : 0;
        this.colour = same ? like.colour : random.nextDouble() < 0.1 ? 0 : random.nextDouble(0.3, 1.3);
        this.tint[0] = same ? like.tint[0] : random.nextGaussian() * 4;
        this.tint[1] = same ? like.tint[1] : random.nextGaussian() * 4;
        this.speed = random.nextDouble() < 0.4 ? 0 : random.nextDouble() < 0.25 ? 0.15 : LIVELY;
        this.light = new Light(random);
        move();
        this.speedX = this.wantedX;
        this.speedY = this.wantedY;
        this.zoom = random.nextDouble() < 0.25 ? random.nextGaussian() * 0.012 : 0;
        this.roll = random.nextDouble() < 0.05 ? random.nextGaussian() * 0.01 : 0;
        this.shake = random.nextDouble() < 0.5 ? Math.exp(random.nextGaussian() * 0.8 - 5) : 0;
        this.flicker = random.nextDouble() < 0.1 ? random.nextDouble() * 0.05 : 0;
        this.strobe = random.nextDouble() < 0.04 ? random.nextDouble(0.3, 1.5) : 0;
        this.passers = new Passer[random.nextDouble() < 0.35 ? 0 : random.nextInt(1, 4)];
        for (int i = 0; i < passers.length; i++) {
            passers[i] = passer(stills);
        }
    }

    /** A camera stands, pans, stops, and is thrown around now and then. */
    private void move() {
        boolean stands = random.nextDouble() < 0.4;
        boolean thrown = speed > 0 && random.nextDouble() < 0.15;
        double fast = stands ? 0 : thrown ? 0.3 : speed;
        wantedX = random.nextGaussian() * fast;
        wantedY = random.nextGaussian() * fast * 0.4;
        steady = frame + (thrown ? random.nextInt(4, 16) : random.nextInt(10, 120));
    }

    private Passer passer(List<Still> stills) {
        Passer passer = new Passer();
        passer.still = stills.get(random.nextInt(stills.size()));
        passer.width = Math.exp(random.nextGaussian() * 0.7 - 1.4);
        passer.height = passer.width * Math.exp(random.nextGaussian() * 0.5 + 0.3);
        boolean passes = random.nextDouble() < 0.3;
        passer.x = passes ? random.nextBoolean() ? -passer.width : 1 + passer.width : random.nextDouble();
        passer.y = random.nextDouble();
        double speed = Math.exp(random.nextGaussian() - 4.2);
        passer.speedX = passes ? Math.copySign(speed * 2 + 0.01, 0.5 - passer.x) : random.nextGaussian() * speed;
        passer.speedY = random.nextGaussian() * speed * 0.3;
        passer.restless = random.nextDouble() < 0.5 ? speed * 0.7 : 0;
        passer.round = random.nextDouble() < 0.7;
        passer.inX = random.nextDouble();
        passer.inY = random.nextDouble();
        return passer;
    }

    /** The next frame, {@code 3 * PLANE} samples of 0..255 without noise. */
    double[] next() {
        double[] samples = new double[3 * PLANE];
        double[] one = new double[3];
        if (frame >= steady) {
            move();
        }
        speedX += (wantedX - speedX) * 0.2;
        speedY += (wantedY - speedY) * 0.2;
        x += speedX * size;
        y += speedY * size;
        size = Math.clamp(size * (1 + zoom), 0.05, 1.2);
        turn += roll;
        shakeX = 0.8 * shakeX + random.nextGaussian() * shake;
        shakeY = 0.8 * shakeY + random.nextGaussian() * shake;
        double now = light.next() * (1 + random.nextGaussian() * flicker) * (strobe > 0 && frame / 3 % 2 == 0 ? 1 + strobe : 1);
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        for (int i = 0; i < PLANE; i++) {
            double right = (i % WIDTH + 0.5) / WIDTH - 0.5 + shakeX;
            double down = ((i / WIDTH + 0.5) / HEIGHT - 0.5) * HEIGHT / WIDTH + shakeY;
            still.sample(x + size * (right * cos - down * sin), y + size * (right * sin + down * cos), size / WIDTH, one);
            for (Passer passer : passers) {
                passing(passer, right + 0.5, down * WIDTH / HEIGHT + 0.5, one);
            }
            samples[i] = Math.min(250, 16 + (one[0] - 16) * gain * now + lift);
            samples[PLANE + i] = 128 + (one[1] - 128) * colour * Math.min(1, gain) + tint[0];
            samples[2 * PLANE + i] = 128 + (one[2] - 128) * colour * Math.min(1, gain) + tint[1];
        }
        for (Passer passer : passers) {
            passer.speedX += random.nextGaussian() * passer.restless * 0.3;
            passer.speedY += random.nextGaussian() * passer.restless * 0.3;
            passer.speedX = Math.clamp(passer.speedX * 0.98, -0.08, 0.08);
            passer.speedY = Math.clamp(passer.speedY * 0.98, -0.08, 0.08);
            passer.x += passer.speedX;
            passer.y += passer.speedY;
        }
        frame++;
        return samples;
    }

    private static void passing(Passer passer, double right, double down, double[] one) {
        double offX = (right - passer.x) / passer.width * 2;
        double offY = (down - passer.y) / passer.height * 2;
        boolean inside = passer.round ? offX * offX + offY * offY < 1 : Math.abs(offX) < 1 && Math.abs(offY) < 1;
        if (inside) {
            passer.still.sample(passer.inX + offX * 0.1, passer.inY + offY * 0.1, 0.1 / 12, one);
        }
    }

}
