package dev.rushes.server.downloads;

import java.nio.file.Path;

/**
 * A file to send.
 *
 * @param name that it has on the other side
 * @param type such as {@code video/mp4}
 * @param bytes that it has
 * @param sha256 of its content
 * @param inline whether the page shows it
 */
record Download(Path file, String name, String type, long bytes, String sha256, boolean inline) {

}
