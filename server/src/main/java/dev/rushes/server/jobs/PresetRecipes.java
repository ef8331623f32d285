package dev.rushes.server.jobs;

import org.jdbi.v3.core.Handle;

/** Where a recipe comes from that a job names rather than spells out. */
@FunctionalInterface
public interface PresetRecipes {

    /**
     * A preset's recipe as JSON.
     * @throws dev.rushes.models.Problem NOT_FOUND if there is no such preset
     */
    String recipe(Handle handle, String name);

}
