package dev.rushes.workers.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.fail;

/** The command line in a process of its own, for what only a process can suffer. */
final class Cli {

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;

    private final Path output;

    private Cli(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Cli start(Object... arguments) {
        return startMain("dev.rushes.workers.cli.Main", arguments);
    }

    static Cli startMain(String main, Object... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), main));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = Clips.place("output.txt");
        try {
            return new Cli(
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
                    output);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What it has said so far. */
    String output() {
        return new String(Clips.read(this.output), StandardCharsets.UTF_8);
    }

    boolean isAlive() {
        return this.process.isAlive();
    }

    /** As {@code kill -9} does. */
    void kill() {
        this.process.destroyForcibly();
        await();
    }

    /** As {@code kill} does. */
    void terminate() {
        this.process.destroy();
    }

    /** The exit code; a process that hangs is a failure. */
    int await() {
        try {
            if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                this.process.destroyForcibly();
                fail("the process hangs");
            }
            return this.process.exitValue();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
