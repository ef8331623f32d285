package dev.rushes.workers.operations;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;

/** An operation that makes other pictures of those that there are, by a model. */
public sealed interface Restoration extends Operation permits Denoise, Upscale {

    /**
     * The model that does it.
     * @throws dev.rushes.models.Problem NOT_FOUND or INVALID if there is none that can
     */
    ModelCard card(Models models);

}
