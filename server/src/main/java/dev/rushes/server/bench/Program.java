package dev.rushes.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.rushes.models.Problem;
import dev.rushes.server.cli.Main;

/** This very program as another process: a server, or a worker of one. */
final class Program implements AutoCloseable {

    private static final String GREETING = "Rushes is at ";

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /**
     * Starts a server on a free port.
     * @param data its data directory; its log lies beside that
     * @param workers as the option of {@code rushes serve}
     */
    static Program serve(Path data, String workers) {
        return start(data, List.of(), List.of(), "serve", "--port", "0", "--data", data.toString(), "--workers",
                workers);
    }

    /** Starts a worker that has one thread and sees one processor. */
    static Program worker(Path data, String resource) {
        return worker(data, resource, List.of());
    }

    /**
     * Starts a worker that has one thread and one processor, on which all of it runs.
     * @param processor as {@code taskset -c} numbers them
     */
    static Program pinned(Path data, String resource, int processor) {
        return worker(data, resource, List.of("taskset", "-c", String.valueOf(processor)));
    }

    private static Program worker(Path data, String resource, List<String> before) {
        return start(data, before, List.of("-XX:ActiveProcessorCount=1"), "worker", "--data", data.toString(),
                "--class", resource, "--threads", "1");
    }

    private static Program start(Path data, List<String> before, List<String> flags, String... words) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean()
            .getInputArguments()
            .stream()
            // a debugger's port is taken by this process
            .filter((flag) -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
            .forEach(command::add);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(words));
        try {
            return new Program(
                    new ProcessBuilder(command).redirectError(Redirect.appendTo(log(data).toFile())).start());
        }
        catch (IOException trouble) {
            throw Problem.exhausted("a process cannot be started: %s", trouble.getMessage());
        }
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /**
     * Where a server answers, as soon as it does.
     * @throws Problem EXHAUSTED if it has ended
     */
    URI uri() throws IOException {
        BufferedReader said = this.process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(GREETING)) {
                return URI.create(line.substring(GREETING.length()));
            }
        }
        throw Problem.exhausted("the server process ended at once; look whether the disk is full and memory is free");
    }

    /** Lets it stop as a signal does, and ends it if it does not. */
    @Override
    public void close() {
        this.process.destroy();
        try {
            if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                this.process.destroyForcibly().waitFor();
            }
        }
        catch (InterruptedException hurried) {
            this.process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

}
