package dev.rushes.workers.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.NoiseEstimate;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.media.ColourRules;
import dev.rushes.workers.media.Compression;
import dev.rushes.workers.media.FrameIndex;
import dev.rushes.workers.media.Interlace;
import dev.rushes.workers.media.NoiseSampler;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Operation;
import dev.rushes.workers.operations.Upscale;

/** From operations to models with their settings. */
final class StageRules {

    /** Noise below one and a half 8-bit code values is what a clean clip has. */
    private static final double CLEAN = 1.5 / 255;

    private final Models models;

    private final Job job;

    private final ClipInfo clip;

    private final List<ModelCard> cards = new ArrayList<>();

    /**
     * Looks models up, so that an unknown one is an error before anything is measured.
     */
    StageRules(Models models, Job job, ClipInfo clip) {
        this.models = models;
        this.job = job;
        this.clip = clip;
        for (Operation operation : job.recipe().operations()) {
            ModelCard card = operation.card(models);
            if (card.window() > 1 && !this.cards.isEmpty()) {
                throw Problem.invalid(
                        "the model %s looks at %d frames of the source at once and cannot follow %s: put it first, or choose another model for it",
                        card.id(), card.window(), this.cards.getLast().task());
            }
            this.cards.add(card);
        }
    }

    /** The stages; operations that would do nothing are left out with a notice. */
    List<Processing.Stage> stages(FrameIndex index, Range range, ColourRules colour, Interlace interlace, int threads,
            Monitor monitor, List<String> notices) {
        List<Processing.Stage> stages = new ArrayList<>();
        for (int i = 0; i < this.cards.size(); i++) {
            ModelCard card = this.cards.get(i);
            switch (this.job.recipe().operations().get(i)) {
                case Denoise denoise when denoise.strength().equals("auto") -> {
                    monitor.phase("measuring noise");
                    NoiseEstimate noise = NoiseSampler.measure(this.clip, index, range.first(), range.end(), colour,
                            interlace, threads, monitor);
                    String found = String.format(Locale.ROOT,
                            "measured noise: red %.2f, green %.2f, blue %.2f, together %.2f of 255", noise.red() * 255,
                            noise.green() * 255, noise.blue() * 255, noise.sigma() * 255);
                    if (noise.sigma() < CLEAN) {
                        notices.add(found + ": the clip is clean and not denoised");
                    }
                    else {
                        notices.add(found);
                        stages.add(stage("denoise", card, limit(card, noise.sigma(), notices), found));
                    }
                }
                case Denoise denoise -> {
                    double sigma = Double.parseDouble(denoise.strength()) / 255;
                    if (sigma > 0) {
                        stages.add(stage("denoise", card, limit(card, sigma, notices), "as asked"));
                    }
                }
                case Upscale upscale -> {
                    Optional<ModelCard> camera = upscale.model().equals("auto")
                            ? this.models.pickForCamera("upscale", upscale.scale()) : Optional.empty();
                    if (camera.isPresent()) {
                        monitor.phase("measuring compression and noise");
                        boolean denoised = i > 0;
                        double noise = denoised ? 0
                                : NoiseSampler
                                    .measure(this.clip, index, range.first(), range.end(), colour, interlace, threads,
                                            monitor)
                                    .sigma();
                        UpscalerChoice choice = UpscalerChoice.of(card, camera.get(), this.clip,
                                Compression.of(this.clip, index, threads, monitor), noise);
                        notices.add(choice.reason());
                        stages.add(stage("upscale", choice.card(), 0, choice.reason()));
                    }
                    else {
                        stages.add(stage("upscale", card, 0, "as asked"));
                    }
                }
            }
        }
        return stages;
    }

    /**
     * What the model is told.
     * @return 0 for one that takes no such number
     */
    private static double limit(ModelCard card, double sigma, List<String> notices) {
        if (card.sigmaMax() == null) {
            notices.add(String.format(Locale.ROOT,
                    "the model %s cannot be told how much noise there is: it removes what it was made for, whether that is"
                            + " %.0f of 255 or not",
                    card.id(), sigma * 255));
            return 0;
        }
        if (sigma > card.sigmaMax()) {
            notices.add(String.format(Locale.ROOT,
                    "the model %s removes noise of up to %.0f of 255, less than %.0f: it does what it can", card.id(),
                    card.sigmaMax() * 255, sigma * 255));
            return card.sigmaMax();
        }
        return sigma;
    }

    private static Processing.Stage stage(String operation, ModelCard card, double sigma, String reason) {
        return new Processing.Stage(operation, card.id(), card.version(), card.sha256(), card.identity(), card.scale(),
                sigma, reason);
    }

}
