package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.Set;

/**
 * What was asked.
 *
 * @param clip a file, or an image sequence's pattern
 * @param out folder for the files, made if missing
 * @param rate frames a second of an image sequence, or null for what it says
 * @param only the analysers that look, of {@link Tagger#ANALYSERS}
 * @param threads for the decoder, 1 or more
 */
public record TagRequest(Path clip, Path out, String rate, Set<String> only, int threads) {

}
