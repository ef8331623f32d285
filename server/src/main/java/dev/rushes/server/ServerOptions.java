package dev.rushes.server;

import java.nio.file.Path;
import java.util.Map;

import dev.rushes.server.queue.Resource;

/**
 * How a server is started.
 *
 * @param bind address to listen at
 * @param port 1 to 65535, or 0 for any free one
 * @param data the data directory, made if missing
 * @param database {@code postgresql://…}, or null for the built-in one
 * @param workers processes of each class; none leaves the work to other machines
 */
public record ServerOptions(String bind, int port, Path data, String database, Map<Resource, Integer> workers) {

}
