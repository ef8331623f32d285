package dev.rushes.models.examination;

import dev.rushes.models.onnx.OnnxRefusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which numbers black and white are, and in which unit the strength of noise goes in. */
final class Ranges {

    /** Results that are better than that are equally good. */
    private static final double BEST = 60;

    /** In dB: a smaller lead is none. */
    private static final double LEAD = 0.3;

    /** In dB: whoever says otherwise is wrong. */
    private static final double CLEAR = 2.5;

    /** A result that follows its picture less than that is no restored picture. */
    private static final double LEAST_CORRELATION = 0.7;

    /** In dB: what no restored picture is below. */
    private static final double LEAST_LIKENESS = 12;

    /** Of 255: two results that nobody can tell apart. */
    private static final double UNSEEN = 1;

    /** Of 255: two results that are one. */
    private static final double EQUAL = 0.05;

    private final Subject subject;

    private final Frame frame;

    private final List<Scenes.Scene> scenes;

    private final List<Attempt> attempts = new ArrayList<>();

    private double correlation;

    private Likeness.Line line;

    private Ranges(Subject subject, Frame frame, double sigma) {
        this.subject = subject;
        this.frame = frame;
        this.scenes = Scenes.set(frame.width(), frame.height(), frame.planes(), frame.scale(), sigma);
    }

    /**
     * One way to feed and read it.
     *
     * @param form with the ranges and the unit
     * @param likeness mean PSNR in dB of the results to the truth
     * @param natural result for the natural picture
     * @param naturalLikeness of that, in dB
     */
    private record Attempt(Form form, double likeness, Raster natural, double naturalLikeness) {

        boolean sameRanges(Attempt other) {
            return this.form.range().equals(other.form.range())
                    && this.form.outputRange().equals(other.form.outputRange());
        }

    }

    /**
     * Tries all ranges, with noise of this strength in the pictures, and takes the one
     * with the best results.
     */
    static Form decide(Subject subject, Frame frame, double sigma, Wishes wishes, Notes notes) throws OnnxRefusal {
        Ranges ranges = new Ranges(subject, frame, sigma);
        ranges.attempt(wishes);
        return ranges.choose(wishes, notes);
    }

    private void attempt(Wishes wishes) throws OnnxRefusal {
        boolean bytes = this.subject.roles().picture().type().equals("uint8");
        List<List<Double>> inputs = new ArrayList<>(bytes ? List.of(Form.RANGES.get(1)) : Form.RANGES);
        List<List<Double>> outputs = new ArrayList<>(inputs);
        if (wishes.range() != null && !inputs.contains(wishes.range())) {
            inputs.add(wishes.range());
            outputs.add(wishes.range());
        }
        if (wishes.outputRange() != null && !outputs.contains(wishes.outputRange())) {
            outputs.add(wishes.outputRange());
        }
        double[] units = (this.subject.roles().sigma() == null) ? new double[] { 1 } : new double[] { 1, 255 };
        for (List<Double> range : inputs) {
            for (double unit : units) {
                attempt(this.frame.form(range).withSigmaUnit(unit), outputs);
            }
        }
        if (this.attempts.isEmpty()) {
            throw Roles.refuse("what it gives is no numbers (NaN or infinity), whatever picture it is fed with");
        }
    }

    private void attempt(Form form, List<List<Double>> outputs) throws OnnxRefusal {
        List<Raster> results = new ArrayList<>();
        for (Scenes.Scene scene : this.scenes) {
            Raster result = this.subject.restore(scene.frames(form.window()), scene.sigma(), form);
            for (float value : result.data()) {
                if (!Float.isFinite(value)) {
                    return;
                }
            }
            results.add(result);
        }
        Likeness.Line seen = Likeness.line(results.getFirst(), this.scenes.getFirst().truth());
        if (this.line == null || seen.correlation() > this.correlation) {
            this.correlation = seen.correlation();
            this.line = seen;
        }
        for (List<Double> output : outputs) {
            double span = output.get(1) - output.get(0);
            double likeness = 0;
            Raster natural = null;
            for (int i = 0; i < results.size(); i++) {
                Raster read = results.get(i).between(-output.get(0) / span, (1 - output.get(0)) / span);
                natural = (i == 0) ? read : natural;
                likeness += weight(i) * Math.min(BEST, Likeness.psnr(read, this.scenes.get(i).truth()));
            }
            this.attempts.add(new Attempt(form.with(form.range(), output), likeness, natural,
                    Likeness.psnr(natural, this.scenes.getFirst().truth())));
        }
    }

    /** The natural picture, the first, counts twice. */
    private double weight(int scene) {
        return ((scene == 0) ? 2.0 : 1.0) / (this.scenes.size() + 1);
    }

    private Form choose(Wishes wishes, Notes notes) {
        List<Attempt> ranked = this.attempts.stream()
            .sorted(Comparator.comparingDouble((Attempt attempt) -> -attempt.likeness()))
            .toList();
        Attempt best = ranked.getFirst();
        if (this.correlation < LEAST_CORRELATION) {
            throw Roles.refuse("what comes out does not resemble the picture that went in (correlation %.2f at best): "
                    + "it is no restored picture", this.correlation);
        }
        Attempt fitting = ranked.stream().filter((attempt) -> wished(attempt, wishes)).findFirst().orElseThrow();
        Attempt chosen = (wishes.range() == null) ? whole(simplest(fitting, wishes), wishes) : fitting;
        if (best.likeness() - chosen.likeness() > CLEAR) {
            throw Roles
                .refuse("--range %s contradicts what was seen: results are %.1f dB from the truth so and %.1f dB "
                        + "with %s", words(chosen.form()), chosen.likeness(), best.likeness(), words(best.form()));
        }
        if (chosen.naturalLikeness() < LEAST_LIKENESS) {
            notes.ask(
                    "which numbers black and white are (0..1, 0..255 and -1..1 were tried; of black came out %.3g and "
                            + "of white %.3g): --range BLACK..WHITE and --output-range BLACK..WHITE",
                    this.line.black(), this.line.white());
            return chosen.form();
        }
        Attempt second = ranked.stream().filter((attempt) -> !attempt.sameRanges(chosen)).findFirst().orElse(null);
        note(chosen, second, wishes.range() != null, notes);
        return chosen.form();
    }

    /**
     * Networks without biases take any unit: 0..1 is what the others of its kind want.
     */
    private Attempt simplest(Attempt chosen, Wishes wishes) {
        return this.attempts.stream()
            .filter((attempt) -> wished(attempt, wishes) && chosen.likeness() - attempt.likeness() < LEAD
                    && 255 * Likeness.rms(attempt.natural(), chosen.natural()) < EQUAL)
            .findFirst()
            .orElse(chosen);
    }

    /**
     * Between 0 and 1 a network that wants -1..1 does well too, on what are pale pictures
     * to it; one that wants 0..1 makes nothing of negative numbers.
     */
    private Attempt whole(Attempt chosen, Wishes wishes) {
        return this.attempts.stream()
            .filter((attempt) -> wished(attempt, wishes) && chosen.form().range().equals(Form.RANGES.get(0))
                    && attempt.form().range().equals(Form.RANGES.get(2))
                    && chosen.likeness() - attempt.likeness() < LEAD
                    && 255 * Likeness.rms(attempt.natural(), chosen.natural()) > EQUAL)
            .max(Comparator.comparingDouble(Attempt::likeness))
            .orElse(chosen);
    }

    private static boolean wished(Attempt attempt, Wishes wishes) {
        return (wishes.range() == null || wishes.range().equals(attempt.form().range()))
                && (wishes.outputRange() == null || wishes.outputRange().equals(attempt.form().outputRange()));
    }

    private void note(Attempt chosen, Attempt second, boolean said, Notes notes) {
        String value = words(chosen.form());
        if (said) {
            notes.found("range", value, 1, "you said so; results are %.1f dB from the truth", chosen.likeness());
            return;
        }
        if (second == null) {
            notes.found("range", value, 1, "bytes have no other");
            return;
        }
        double lead = chosen.likeness() - second.likeness();
        double difference = 255 * Likeness.rms(chosen.natural(), second.natural());
        String how = "results are %.1f dB from the truth, with %s %.1f dB".formatted(chosen.likeness(),
                words(second.form()), second.likeness());
        if (difference < EQUAL) {
            notes.found("range", value, 1, "it does not matter: with %s results are the same", words(second.form()));
            return;
        }
        if (lead < LEAD && chosen.form().range().equals(Form.RANGES.get(2))) {
            notes.found("range", value, 0.8, how + "; but that is the half of it");
            return;
        }
        if (lead < LEAD && difference > UNSEEN) {
            notes.ask(
                    "which numbers black and white are (%s and %s fit equally well, %.1f and %.1f dB, and differ by "
                            + "%.1f of 255): --range %s or --range %s",
                    value, words(second.form()), chosen.likeness(), second.likeness(), difference,
                    Form.words(chosen.form().range()), Form.words(second.form().range()));
        }
        notes.found("range", value, 1 - 0.5 * Math.exp(-lead / 0.6),
                (lead < LEAD) ? how + "; the difference is %.1f of 255".formatted(difference) : how);
    }

    private static String words(Form form) {
        String in = Form.words(form.range());
        return form.range().equals(form.outputRange()) ? in : in + " in and " + Form.words(form.outputRange()) + " out";
    }

}
