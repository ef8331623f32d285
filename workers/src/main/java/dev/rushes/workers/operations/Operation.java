package dev.rushes.workers.operations;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;

/**
 * One thing a user can ask for, as a record of its options. A new operation is one file
 * here, one line in {@link Operations} and, where it works on frames, one stage.
 */
public sealed interface Operation permits Denoise, Upscale {

    /**
     * The model that does it.
     * @throws dev.rushes.models.Problem NOT_FOUND or INVALID if there is none that can
     */
    ModelCard card(Models models);

}
