package dev.rushes.models.examination;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import java.util.List;
import java.util.Map;

/**
 * What a network is good for.
 *
 * @param task "upscale" or "denoise"
 * @param sigmaMax the most noise that it is told of with profit, 0..1, or null
 * @param quality on a generated picture
 */
record Benefit(String task, Double sigmaMax, ModelCard.Quality quality) {

    /** Of 255. */
    private static final double[] SIGMAS = { 5, 10, 15, 25, 35, 50, 60, 75, 100 };

    /** Of 255: what all denoisers should know. */
    private static final double USUAL = 25;

    /** In dB. */
    private static final double LEAST_GAIN = 1;

    /** In dB: a clean picture may not become less like itself. */
    private static final double LEAST_CLEAN = 26;

    private static final double UNCHANGED = 50;

    /**
     * Finds it out.
     * @throws Problem UNSUPPORTED if it neither enlarges nor takes noise away
     */
    static Benefit find(Subject subject, Frame frame, Form form, Wishes wishes, Notes notes) throws OnnxRefusal {
        String task = (frame.scale() > 1) ? "upscale" : "denoise";
        if (wishes.task() != null && !wishes.task().equals(task)) {
            throw Roles.refuse("--task %s contradicts what was seen: results are %d times as large as pictures",
                    wishes.task(), frame.scale());
        }
        Raster truth = Scenes.leaves(frame.width() * frame.scale(), frame.height() * frame.scale(), frame.planes(), 4);
        return (frame.scale() > 1) ? upscaler(subject, frame, form, truth, notes)
                : denoiser(subject, form, truth, notes);
    }

    private static Benefit upscaler(Subject subject, Frame frame, Form form, Raster truth, Notes notes)
            throws OnnxRefusal {
        Raster in = truth.shrunk(frame.scale());
        Raster result = subject.restore(in, 0, form);
        double own = Likeness.psnr(result.luma(), truth.luma());
        double plain = Likeness.psnr(Enlargement.bicubic(in, frame.scale()).luma(), truth.luma());
        notes.found("task", "upscale", 1, "results are larger; on a generated picture %.2f dB, bicubic %.2f dB", own,
                plain);
        return new Benefit("upscale", (subject.roles().sigma() == null) ? null : 50.0 / 255, new ModelCard.Quality(
                "generated", "area x" + frame.scale(), "psnr_y", rounded(own), rounded(plain), Map.of()));
    }

    private static Benefit denoiser(Subject subject, Form form, Raster truth, Notes notes) throws OnnxRefusal {
        double[] results = new double[SIGMAS.length];
        double[] gains = new double[SIGMAS.length];
        double most = -1;
        ModelCard.Quality quality = null;
        for (int i = 0; i < SIGMAS.length; i++) {
            Scenes.Scene scene = Scenes.scene(truth, 1, SIGMAS[i] / 255);
            results[i] = Likeness.psnr(subject.restore(scene.frames(form.window()), scene.sigma(), form), truth);
            double noisy = Likeness.psnr(scene.in(), truth);
            gains[i] = results[i] - noisy;
            if (SIGMAS[i] == USUAL) {
                quality = new ModelCard.Quality("generated", "awgn %.0f".formatted(SIGMAS[i]), "psnr_rgb",
                        rounded(results[i]), rounded(noisy), Map.of());
            }
            boolean better = i > 0 && toldLess(subject, form, scene, SIGMAS[i - 1] / 255, truth) < results[i] + 0.02;
            if (gains[i] > LEAST_GAIN && (better || most < 0)) {
                most = SIGMAS[i];
            }
        }
        double clean = Likeness.psnr(subject.restore(truth, 0, form), truth);
        double best = List.of(gains[1], gains[3], gains[5]).stream().max(Double::compare).orElseThrow();
        String seen = "of a picture with noise of 10, 25 and 50 of 255 it makes one that is nearer to the truth by "
                + "%.1f, %.1f and %.1f dB".formatted(gains[1], gains[3], gains[5]);
        if (clean > UNCHANGED && best < 0.1) {
            throw Roles.refuse("it gives pictures back as they are");
        }
        if (best < LEAST_GAIN || clean < LEAST_CLEAN) {
            throw Roles.refuse("it neither enlarges nor denoises, and nothing else is known here: %s, and a clean "
                    + "picture changes to %.1f dB", seen, clean);
        }
        notes.found("task", "denoise", 1 - 0.5 * Math.exp(-best / 2), "%s; a clean one %s", seen,
                (clean > UNCHANGED) ? "stays as it is" : "changes to %.1f dB".formatted(clean));
        if (subject.roles().sigma() == null) {
            return new Benefit("denoise", null, quality);
        }
        notes.found("sigma_max", rounded(most) + " of 255", 0.7,
                "up to there it does better when it is told the truth than when it is told of less noise");
        return new Benefit("denoise", Math.round(1e4 * most / 255) / 1e4, quality);
    }

    private static double toldLess(Subject subject, Form form, Scenes.Scene scene, double sigma, Raster truth)
            throws OnnxRefusal {
        return (subject.roles().sigma() == null) ? Double.POSITIVE_INFINITY
                : Likeness.psnr(subject.restore(scene.frames(form.window()), sigma, form), truth);
    }

    private static double rounded(double value) {
        return Math.round(100 * value) / 100.0;
    }

}
