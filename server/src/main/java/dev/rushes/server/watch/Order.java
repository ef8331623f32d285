package dev.rushes.server.watch;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The job that is made of a file.
 *
 * @param recipe an object, or the name of a preset
 * @param priority -100 to 100, greater is sooner
 * @param labels of the job
 * @param webhook told of the job's end, or null
 * @param rate frames a second of an image sequence, or null for the usual
 */
public record Order(JsonNode recipe, int priority, Map<String, String> labels, String webhook, String rate) {

}
