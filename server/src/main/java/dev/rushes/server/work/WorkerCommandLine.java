package dev.rushes.server.work;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.LicencePolicy;
import dev.rushes.server.queue.Resource;

/**
 * How this very program is started as a worker: the same Java, flags and class path.
 *
 * @param main the class that has the command {@code worker}
 * @param data the data directory
 * @param database {@code postgresql://…}, or null for the built-in one
 * @param cpuThreads of a worker of the class cpu or gpu
 * @param memory in bytes that a worker of the class cpu or gpu may take, 0 for what the
 * machine has
 * @param licences which models it may use
 * @param signOfLife between two of them on a worker's standard output
 */
public record WorkerCommandLine(String main, Path data, String database, int cpuThreads, long memory,
        LicencePolicy licences, Duration signOfLife) {

    /** As a rule; a worker that gives none for a minute is ended. */
    public static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    /** Carries the database's URL, which may hold a password that others must not see. */
    public static final String DATABASE_VARIABLE = "RUSHES_DB";

    /**
     * The command.
     * @param name unique among all workers that ever were
     */
    public ProcessBuilder of(Resource resource, String name) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean()
            .getInputArguments()
            .stream()
            // a debugger's port is taken by the parent
            .filter((flag) -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
            .forEach(words::add);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), this.main, "worker", "--supervised",
                "--data", this.data.toString(), "--class", resource.word(), "--name", name, "--licences",
                this.licences.word(), "--threads",
                String.valueOf(resource.models() ? this.cpuThreads : resource.atOnce()), "--sign-of-life",
                String.valueOf(this.signOfLife.toMillis())));
        if (resource.models() && this.memory > 0) {
            words.addAll(List.of("--memory", String.valueOf(this.memory)));
        }
        ProcessBuilder command = new ProcessBuilder(words);
        if (this.database != null) {
            command.environment().put(DATABASE_VARIABLE, this.database);
        }
        else {
            command.environment().remove(DATABASE_VARIABLE);
        }
        return command;
    }

}
