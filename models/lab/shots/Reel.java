import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.rushes.workers.shots.Sketch;
import dev.rushes.workers.shots.Transition;

/**
 * Shots joined by transitions that are known: frames, and what each is.
 *
 * @param frames as the server sees them
 * @param transitions between them
 */
record Reel(List<Sketch> frames, List<Transition> transitions) {

    /** A source of the frames of one shot after the other, {@code 3 * Take.PLANE} samples each. */
    interface Shooting {

        /** The next shot. */
        Supplier<double[]> next();

    }

    /** Joins some shots. */
    static Reel of(Shooting shooting, int shots, RandomGenerator random) {
        List<double[]> frames = new ArrayList<>();
        List<Transition> transitions = new ArrayList<>();
        Supplier<double[]> take = shooting.next();
        take(take, length(random), frames);
        for (int i = 1; i < shots; i++) {
            Supplier<double[]> next = shooting.next();
            int first = frames.size();
            Transition.Type type = type(random);
            switch (type) {
                case CUT -> {
                }
                case DISSOLVE -> dissolve(take, next, frames, random);
                case FADE -> fade(take, next, frames, random);
                case WIPE -> wipe(take, next, frames, random);
                default -> throw new AssertionError(type);
            }
            transitions.add(new Transition(first, frames.size(), first, type, 1));
            take = next;
            take(take, length(random), frames);
        }
        double noise = random.nextDouble() < 0.5 ? random.nextDouble(0, 1.2) : 0;
        int box = random.nextDouble() < 0.15 ? random.nextInt(2, 5) : 0;
        flashes(frames, transitions, random);
        titles(frames, random);
        strobes(frames, random);
        List<Sketch> sketches = new ArrayList<>();
        for (double[] frame : frames) {
            sketches.add(new Sketch(sketches.size(), bytes(frame, noise, box, random)));
        }
        return new Reel(sketches, transitions);
    }

    private static int length(RandomGenerator random) {
        return (int) Math.exp(random.nextDouble(Math.log(6), Math.log(400)));
    }

    private static Transition.Type type(RandomGenerator random) {
        double kind = random.nextDouble();
        return kind < 0.5 ? Transition.Type.CUT : kind < 0.75 ? Transition.Type.DISSOLVE
                : kind < 0.87 ? Transition.Type.FADE : Transition.Type.WIPE;
    }

    private static void take(Supplier<double[]> take, int frames, List<double[]> into) {
        for (int i = 0; i < frames; i++) {
            into.add(take.get());
        }
    }

    private static int slow(RandomGenerator random) {
        return random.nextDouble() < 0.15 ? random.nextInt(4, 9) : random.nextInt(8, 71);
    }

    private static void dissolve(Supplier<double[]> from, Supplier<double[]> to, List<double[]> into, RandomGenerator random) {
        int length = slow(random);
        double bend = random.nextDouble() < 0.3 ? Math.exp(random.nextGaussian() * 0.4) : 1;
        for (int i = 1; i <= length; i++) {
            double share = Math.pow((double) i / (length + 1), bend);
            into.add(mixed(from.get(), to.get(), share));
        }
    }

    private static double[] mixed(double[] one, double[] other, double share) {
        double[] mixed = new double[one.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = one[i] * (1 - share) + other[i] * share;
        }
        return mixed;
    }

    private static void fade(Supplier<double[]> from, Supplier<double[]> to, List<double[]> into, RandomGenerator random) {
        double[] plain = new double[3 * Take.PLANE];
        java.util.Arrays.fill(plain, 128);
        java.util.Arrays.fill(plain, 0, Take.PLANE, random.nextDouble() < 0.75 ? 16 : 235);
        int out = Math.max(2, slow(random) / 2);
        int held = random.nextDouble() < 0.5 ? 0 : random.nextInt(1, 20);
        int in = random.nextDouble() < 0.1 ? 0 : Math.max(2, slow(random) / 2);
        for (int i = 1; i <= out; i++) {
            into.add(mixed(from.get(), plain, (double) i / out));
        }
        for (int i = 0; i < held; i++) {
            into.add(plain.clone());
        }
        for (int i = 1; i <= in; i++) {
            into.add(mixed(plain, to.get(), (double) i / (in + 1)));
        }
    }

    /** An edge that passes, hard or soft, straight or round. A push would look like a pan. */
    private static void wipe(Supplier<double[]> from, Supplier<double[]> to, List<double[]> into, RandomGenerator random) {
        int length = slow(random);
        int kind = random.nextInt(3);
        double angle = random.nextInt(8) * Math.PI / 4;
        double soft = random.nextBoolean() ? 0.02 : random.nextDouble(0.02, 0.3);
        boolean inward = random.nextBoolean();
        for (int i = 1; i <= length; i++) {
            double[] old = from.get();
            double[] young = to.get();
            double way = (double) i / (length + 1);
            double[] frame = new double[old.length];
            for (int at = 0; at < Take.PLANE; at++) {
                double x = (at % Take.WIDTH + 0.5) / Take.WIDTH - 0.5;
                double y = (at / Take.WIDTH + 0.5) / Take.HEIGHT - 0.5;
                double place = switch (kind) {
                    case 0 -> 0.5 + (x * Math.cos(angle) + y * Math.sin(angle)) / (Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle)));
                    case 1 -> inward ? 1 - Math.hypot(x, y) / 0.71 : Math.hypot(x, y) / 0.71;
                    default -> (Math.atan2(y, x) / Math.PI + 1) / 2;
                };
                double share = Math.clamp((way * (1 + soft) - place) / soft, 0, 1);
                for (int plane = 0; plane < 3; plane++) {
                    frame[plane * Take.PLANE + at] = old[plane * Take.PLANE + at] * (1 - share)
                            + young[plane * Take.PLANE + at] * share;
                }
            }
            into.add(frame);
        }
    }

    /** Of cameras and of storms: one to four frames, nowhere near a transition. */
    private static void flashes(List<double[]> frames, List<Transition> transitions, RandomGenerator random) {
        for (int at = 10; at < frames.size() - 10; at += 10) {
            int here = at;
            if (random.nextDouble() < 0.03 && transitions.stream()
                .noneMatch((t) -> here > t.firstFrame() - 8 && here < t.endFrame() + 8)) {
                int length = random.nextInt(1, 5);
                double strength = random.nextDouble(0.2, 1);
                double reach = random.nextDouble(0.3, 2);
                double middle = random.nextDouble();
                for (int i = 0; i < length; i++) {
                    double[] frame = frames.get(at + i);
                    for (int k = 0; k < Take.PLANE; k++) {
                        double near = Math.exp(-Math.pow(((double) (k % Take.WIDTH) / Take.WIDTH - middle) / reach, 2));
                        frame[k] += (235 - frame[k]) * strength * near * (1 - (double) i / length / 2);
                    }
                }
            }
        }
    }

    /** Letters and boxes that come and go are no transitions. */
    private static void titles(List<double[]> frames, RandomGenerator random) {
        for (int begin = random.nextInt(200); begin < frames.size() - 60; begin += random.nextInt(80, 600)) {
            int length = random.nextInt(10, 60);
            int fade = random.nextBoolean() ? 1 : random.nextInt(4, 16);
            int height = random.nextInt(2, 6);
            int top = random.nextInt(0, Take.HEIGHT - height);
            int width = random.nextInt(6, 40);
            int left = random.nextInt(0, Take.WIDTH - width);
            double opaque = random.nextDouble(0.4, 1);
            double light = random.nextDouble() < 0.7 ? 220 : 20;
            double gaps = random.nextBoolean() ? 0.4 : 1;
            for (int i = 0; i < length; i++) {
                double share = opaque * Math.min(1, Math.min((i + 1.0) / fade, (length - i + 0.0) / fade));
                double[] frame = frames.get(begin + i);
                for (int y = top; y < top + height; y++) {
                    for (int x = left; x < left + width; x++) {
                        int at = y * Take.WIDTH + x;
                        frame[at] += (light * ((x * 7 + y * 3) % 5 == 0 ? gaps : 1) - frame[at]) * share;
                    }
                }
            }
        }
    }

    /** Light that goes on and off for a while. */
    private static void strobes(List<double[]> frames, RandomGenerator random) {
        for (int begin = random.nextInt(800); begin < frames.size() - 80; begin += random.nextInt(300, 3000)) {
            int length = random.nextInt(8, 80);
            int on = random.nextInt(1, 5);
            int off = random.nextInt(1, 5);
            double more = random.nextDouble(10, 80) * (random.nextBoolean() ? 1 : -1);
            for (int i = 0; i < length; i++) {
                if (i % (on + off) < on) {
                    double[] frame = frames.get(begin + i);
                    for (int k = 0; k < Take.PLANE; k++) {
                        frame[k] = Math.clamp(frame[k] + more, 16, 250);
                    }
                }
            }
        }
    }

    private static byte[] bytes(double[] frame, double noise, int box, RandomGenerator random) {
        byte[] samples = new byte[frame.length];
        for (int i = 0; i < samples.length; i++) {
            int row = i % Take.PLANE / Take.WIDTH;
            double value = row < box || row >= Take.HEIGHT - box ? i < Take.PLANE ? 16 : 128 : frame[i];
            samples[i] = (byte) Math.clamp(Math.round(value + noise * random.nextGaussian()), 0, 255);
        }
        return samples;
    }

}
