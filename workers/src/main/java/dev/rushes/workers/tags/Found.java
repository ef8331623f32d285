package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.List;

/**
 * A shot that was looked for.
 *
 * @param document that says of it
 * @param clip its clip's name
 * @param why what of it the words have met
 */
public record Found(Path document, String clip, List<String> why, Shot shot) {

}
