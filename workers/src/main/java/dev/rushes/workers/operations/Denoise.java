package dev.rushes.workers.operations;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;

/**
 * Removes noise and grain.
 *
 * @param strength "auto" (measure each scene's own noise in any light; a clean scene is
 * left alone) or the standard deviation of the noise to remove, in 8-bit code values, 0
 * to 100; 0 does nothing. A model that takes no such number does what it was made for,
 * however large it is
 * @param grain per cent of what is taken of luma that is put back, 0 to 100; what is
 * taken of chroma stays away
 * @param model a model's id from the catalogue, or "auto"
 */
@Summary("Removes noise and grain")
public record Denoise(
        @Option(flag = "--denoise",
                help = "remove noise: its standard deviation in 8-bit code values (0 does nothing),"
                        + " or auto, which measures each scene in dark and light and leaves clean ones alone",
                words = "auto", min = 0, max = 100, defaultValue = "auto", bare = "auto") String strength,
        @Option(flag = "--grain",
                help = "per cent of the grain taken from luma that is put back; chroma's noise stays away", min = 0,
                max = 100, defaultValue = "0") String grain,
        @Option(flag = "--model", help = "a model's id from the catalogue (rushes models)",
                defaultValue = "auto") String model)
        implements
            Restoration {

    /** Without grain. */
    public Denoise(String strength, String model) {
        this(strength, "0", model);
    }

    /** Whether noise is to be measured. */
    public boolean measures() {
        return this.strength.equals("auto");
    }

    @Override
    public ModelCard card(Models models) {
        return models.card(this.model, "denoise", 1);
    }

}
