package dev.rushes.workers.operations;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;

/**
 * Removes noise and grain.
 *
 * @param strength "auto" (measure the clip's own noise; a clean clip is left alone) or
 * the standard deviation of the noise to remove, in 8-bit code values, 0 to 100; 0 does
 * nothing. A model that takes no such number does what it was made for, however large it
 * is
 * @param model a model's id from the catalogue, or "auto"
 */
@Summary("Removes noise and grain")
public record Denoise(
        @Option(flag = "--denoise",
                help = "remove noise: its standard deviation in 8-bit code values (0 does nothing),"
                        + " or auto, which measures the clip and leaves a clean one alone",
                words = "auto", min = 0, max = 100, defaultValue = "auto", bare = "auto") String strength,
        @Option(flag = "--model", help = "a model's id from the catalogue (rushes models)",
                defaultValue = "auto") String model)
        implements
            Operation {

    @Override
    public ModelCard card(Models models) {
        return models.card(this.model, "denoise", 1);
    }

}
