package dev.rushes.server.jobs;

import dev.rushes.server.database.Database;
import dev.rushes.workers.job.Handling;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;

/** What a job asks of its workers. */
public final class Orders {

    private final Database database;

    public Orders(Database database) {
        this.database = database;
    }

    /**
     * Reads it.
     * @throws dev.rushes.models.Problem NOT_FOUND
     */
    public Order of(String job) {
        JobRow row = this.database.read((handle) -> JobRow.get(handle, job));
        return new Order(Recipes.parseField(row.recipe(), "recipe"), Json.read(row.options(), Handling.class));
    }

    /** Recipe and the rest. */
    public record Order(Recipe recipe, Handling handling) {

    }

}
