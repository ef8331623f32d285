package dev.rushes.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.rushes.models.LicencePolicy;
import dev.rushes.server.queue.Resource;

/**
 * How a server is started.
 *
 * @param bind address to listen at
 * @param port 1 to 65535, or 0 for any free one
 * @param data the data directory, made if missing
 * @param database {@code postgresql://…}, or null for the built-in one
 * @param workers processes of each class; none leaves the work to other machines
 * @param watch the file that names watch folders, or null for none
 * @param licences which models may be used, here and by the workers
 * @param limits what is kept, and for whom
 */
public record ServerOptions(String bind, int port, Path data, String database, Map<Resource, Integer> workers,
        Path watch, LicencePolicy licences, Limits limits) {

    /** With no watch folders, all models and the usual limits. */
    public ServerOptions(String bind, int port, Path data, String database, Map<Resource, Integer> workers) {
        this(bind, port, data, database, workers, null, LicencePolicy.ANY, Limits.USUAL);
    }

    /**
     * What is kept, and who may ask.
     *
     * @param keep for how long finished jobs and unused footage are kept, or null for
     * ever
     * @param quota bytes that footage and jobs may hold together, or null for all of the
     * disk
     * @param hosts names besides the loopback ones and the bound address under which
     * browsers may ask for the server; with any, this machine needs a key too
     * @param webhookHosts the only hosts that webhooks go to; with none, any public one
     * @param insecure whether others may come in without a key
     * @param maxJobs of one owner that have not ended, 1 or more
     */
    public record Limits(Duration keep, Long quota, List<String> hosts, List<String> webhookHosts, boolean insecure,
            int maxJobs) {

        static final Limits USUAL = new Limits(null, null, List.of(), List.of(), false, 10_000);

    }

}
