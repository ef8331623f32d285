package dev.rushes.server.operations;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Recipe;

/**
 * Tells a recipe that no clip could be processed by, before anybody waits for a job that
 * must fail. Only the cards of models are read: none is opened in this process.
 */
public final class Feasible {

    private final Models models;

    /**
     * By the models there are, at any time, and by the policy that they are under.
     */
    public Feasible(Models models) {
        this.models = models;
    }

    /**
     * Checks one.
     * @throws Problem INVALID if a model is not there, does not do what it is to do, or
     * is refused for its licence
     */
    public Recipe checked(Recipe recipe) {
        try {
            recipe.restorations().forEach((operation) -> operation.card(this.models));
            return recipe;
        }
        catch (Problem missing) {
            // the recipe is wrong, nothing that was looked for at an address
            throw Problem.invalid("%s", missing.getMessage());
        }
    }

}
