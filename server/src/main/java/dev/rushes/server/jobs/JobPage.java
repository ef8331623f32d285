package dev.rushes.server.jobs;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next the cursor of the following part, or null if this is the last
 */
public record JobPage(List<JobDocument> jobs, String next) {

}
