package dev.rushes.workers.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.rushes.models.Noise;
import dev.rushes.models.NoiseCurve;
import dev.rushes.models.NoiseEstimate;
import dev.rushes.workers.job.Scene;

/**
 * The noise of a clip's scenes as it was measured, and what follows.
 *
 * @param scenes with what is worth removing of each
 * @param measured of each
 * @param frames number of each one's first frame in the clip
 */
record SceneNoise(List<Scene> scenes, List<NoiseEstimate> measured, List<Integer> frames) {

    /** So many scenes are described one by one. */
    private static final int TOLD = 10;

    static SceneNoise of(List<Scene> cuts, List<NoiseEstimate> measured, List<Integer> frames) {
        List<Scene> scenes = IntStream.range(0, cuts.size())
            .mapToObj(i -> new Scene(cuts.get(i).startPts(), measured.get(i).worthRemoving()))
            .toList();
        return new SceneNoise(scenes, measured, frames);
    }

    /** Whether there is nothing to remove anywhere. */
    boolean clean() {
        return noises().isEmpty();
    }

    /** That of the noisiest scene, 0..1. */
    double most() {
        return noises().stream().mapToDouble(Noise::strength).max().orElse(0);
    }

    /** The mean of the noisy scenes, 0..1. */
    double mean() {
        return noises().stream().mapToDouble(Noise::strength).average().orElse(0);
    }

    private List<Noise> noises() {
        return this.scenes.stream().map(Scene::noise).filter(Objects::nonNull).toList();
    }

    /** One sentence for all. */
    String summary() {
        if (this.scenes.size() == 1) {
            return "measured noise: " + told(0, "clip");
        }
        long noisy = noises().size();
        return "measured noise: %d of %d scenes are noisy%s; the others are clean and not denoised".formatted(noisy,
                this.scenes.size(), noisy == 0 ? "" : ", by %s of 255 on average".formatted(code(mean())));
    }

    /** The same scene by scene, as far as anybody wants to read. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(List.of(clean() && this.scenes.size() > 1
                ? "measured noise: the clip is clean and not denoised, in all of its %d scenes"
                    .formatted(this.scenes.size())
                : summary()));
        if (this.scenes.size() > 1 && !clean()) {
            IntStream.range(0, Math.min(TOLD, this.scenes.size()))
                .mapToObj(i -> "measured noise in scene %d, from frame %d: %s".formatted(i + 1, this.frames.get(i),
                        told(i, "scene")))
                .forEach(sentences::add);
            if (this.scenes.size() > TOLD) {
                sentences.add("measured noise in %d more scenes, each of which has its own in the report"
                    .formatted(this.scenes.size() - TOLD));
            }
        }
        return sentences;
    }

    private String told(int scene, String what) {
        NoiseEstimate found = this.measured.get(scene);
        Noise noise = this.scenes.get(scene).noise();
        String told = "luma " + code(found.luma()) + ", chroma " + code(found.chroma());
        if (noise == null) {
            return told + " of 255: the " + what + " is clean and not denoised";
        }
        if (noise.luma() == null) {
            return told + " of 255: only chroma is denoised";
        }
        return told + " of 255" + (noise.chroma() == null ? "" : ": chroma is denoised with its own strength");
    }

    private static String code(NoiseCurve curve) {
        if (curve.flat()) {
            return code(curve.mean());
        }
        return "%s (%s in the dark, %s in the light)".formatted(code(curve.mean()), code(curve.levels().getFirst()),
                code(curve.levels().getLast()));
    }

    private static String code(double sigma) {
        return String.format(Locale.ROOT, "%.2f", sigma * 255);
    }

}
