package dev.rushes.workers.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Restoration;
import dev.rushes.workers.operations.Upscale;

/** From operations to models with their settings. */
final class StageRules {

    private final Models models;

    private final Job job;

    private final List<ModelCard> cards = new ArrayList<>();

    /**
     * Looks models up, so that an unknown one is an error before anything is measured.
     */
    StageRules(Models models, Job job) {
        this.models = models;
        this.job = job;
        for (Restoration operation : job.recipe().restorations()) {
            ModelCard card = operation.card(models);
            if (card.window() > 1 && !this.cards.isEmpty()) {
                throw Problem.invalid(
                        "the model %s looks at %d frames of the source at once and cannot follow %s: put it first, or choose another model for it",
                        card.id(), card.window(), this.cards.getLast().task());
            }
            this.cards.add(card);
        }
    }

    /** Whether noise is to be measured. */
    boolean measure() {
        return this.job.recipe().restorations().stream().anyMatch(StageRules::measures);
    }

    private static boolean measures(Restoration operation) {
        return operation instanceof Denoise denoise && denoise.measures();
    }

    /** Whether the upscaler depends on how worn the footage is. */
    boolean looksForWear() {
        return this.job.recipe()
            .restorations()
            .stream()
            .anyMatch(operation -> operation instanceof Upscale upscale && camera(upscale).isPresent());
    }

    /** Whether noise is part of that, since nothing takes it away before. */
    boolean noiseWears() {
        return this.job.recipe().restorations().getFirst() instanceof Upscale;
    }

    private Optional<ModelCard> camera(Upscale upscale) {
        return upscale.model().equals("auto") ? this.models.pickForCamera("upscale", upscale.scale())
                : Optional.empty();
    }

    /** Frames before and after each that the first model wants to see. */
    int reach() {
        return this.cards.isEmpty() ? 0 : this.cards.getFirst().reach();
    }

    /**
     * The stages; operations that would do nothing are left out with a notice.
     * @param found the noise of each scene; null if nobody asked
     * @param wear what compression and noise have done; null if nobody asked
     */
    List<Processing.Stage> stages(SceneNoise found, Wear wear, List<String> notices) {
        List<Processing.Stage> stages = new ArrayList<>();
        if (found != null) {
            notices.addAll(found.sentences());
        }
        for (int i = 0; i < this.cards.size(); i++) {
            ModelCard card = this.cards.get(i);
            switch (this.job.recipe().restorations().get(i)) {
                case Denoise denoise when denoise.measures() -> {
                    if (!found.clean()) {
                        limit(card, found.most(), notices);
                        double sigma = card.sigmaMax() == null ? 0 : Math.min(card.sigmaMax(), found.mean());
                        stages.add(stage(denoise, card, sigma, found.summary(), notices));
                    }
                }
                case Denoise denoise -> {
                    double sigma = Double.parseDouble(denoise.strength()) / 255;
                    if (sigma > 0) {
                        stages.add(stage(denoise, card, limit(card, sigma, notices), "as asked", notices));
                    }
                }
                case Upscale upscale -> stages.add(upscale(upscale, card, wear, notices));
            }
        }
        return stages;
    }

    private Processing.Stage upscale(Upscale upscale, ModelCard card, Wear wear, List<String> notices) {
        return camera(upscale).map(camera -> {
            UpscalerChoice choice = UpscalerChoice.of(card, camera, wear);
            notices.add(choice.reason());
            return stage("upscale", choice.card(), 0, false, 0, choice.reason());
        }).orElseGet(() -> stage("upscale", card, 0, false, 0, "as asked"));
    }

    private static Processing.Stage stage(Denoise denoise, ModelCard card, double sigma, String reason,
            List<String> notices) {
        double grain = Double.parseDouble(denoise.grain());
        if (grain > 0) {
            notices.add("%s %% of the grain taken from luma is put back, as asked".formatted(denoise.grain()));
        }
        return stage("denoise", card, sigma, denoise.measures(), grain, reason);
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

    private static Processing.Stage stage(String operation, ModelCard card, double sigma, boolean measured,
            double grain, String reason) {
        return new Processing.Stage(operation, card.id(), card.version(), card.sha256(), card.identity(), card.scale(),
                sigma, measured, grain, reason);
    }

}
