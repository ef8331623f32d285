package dev.rushes.server.presets;

import dev.rushes.workers.job.Recipe;

/**
 * A recipe with a name.
 *
 * @param name in URLs, watch folders and jobs
 * @param title one line for a person
 * @param revision counts its changes, from 1
 * @param created, changed milliseconds since 1970
 */
record Preset(String name, String title, Recipe recipe, long revision, long created, long changed) {

    /** What {@code If-Match} holds against. */
    String tag() {
        return "\"" + this.revision + "\"";
    }

}
