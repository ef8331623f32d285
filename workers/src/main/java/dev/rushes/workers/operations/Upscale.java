package dev.rushes.workers.operations;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;

/**
 * Enlarges the picture.
 *
 * @param scale 2 to 8, in both directions; those that a model does
 * @param model a model's id from the catalogue, or "auto"
 */
@Summary("Enlarges the picture")
public record Upscale(
        @Option(flag = "--upscale", help = "enlarge the picture so many times, in both directions", choices = {
                "2", "3", "4", "5", "6", "7", "8" }) int scale,
        @Option(flag = "--model", help = "a model's id from the catalogue (rushes models)",
                defaultValue = "auto") String model)
        implements
            Restoration{

    @Override
    public ModelCard card(Models models) {
        return models.card(this.model, "upscale", this.scale);
    }

}
