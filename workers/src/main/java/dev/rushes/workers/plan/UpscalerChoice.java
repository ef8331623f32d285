package dev.rushes.workers.plan;

import java.util.Locale;

import dev.rushes.models.ModelCard;

/**
 * Which upscaler a clip gets if nobody has named one: that for clean pictures, or that
 * for what cameras and encoders leave, which is worth more the more worn pictures are,
 * and less than the other on clean ones.
 *
 * @param card the model
 * @param reason why this one, in words for the report
 */
record UpscalerChoice(ModelCard card, String reason) {

    static UpscalerChoice of(ModelCard clean, ModelCard camera, Wear wear) {
        ModelCard card = wear.amount() >= 1 ? camera : clean;
        return new UpscalerChoice(card, String.format(Locale.ROOT, "%s is taken, for %s footage: %s (%s from 1 on)",
                card.id(), card.suits(), wear.words(), camera.id()));
    }

}
