package dev.rushes.server.watch;

import java.nio.file.Path;

/**
 * A file that was seen.
 *
 * @param path below the folder
 * @param modified milliseconds since 1970
 * @param marked whether a file {@code _READY} says that its folder is whole
 * @param unit the camera card that it is part of, below the folder, or null
 * @param refusal why it is not footage that can be taken, or null
 */
record Found(Path path, long size, long modified, boolean marked, Path unit, String refusal) {

}
