package dev.rushes.models.examination;

import dev.rushes.models.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** This very Java once more, poorer: it has little memory, no secrets and no folder. */
final class ExaminingProcess {

    /** Answers have some kilobytes. */
    private static final int MOST_ANSWER = 1 << 20;

    private static final int LOOK_MILLIS = 200;

    /** As the JDK reports an end by a signal. */
    private static final int BY_SIGNAL = 128;

    private static final int SIGKILL = 9;

    private static final int SIGXCPU = 24;

    private ExaminingProcess() {
    }

    /**
     * Asks one and waits for it.
     * @param folder to work in
     * @return what it says, a document in JSON
     */
    static String ask(Path folder, String request, Limits limits, BooleanSupplier cancelled) {
        Process process = start(folder);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            // the pipe stays open: the process ends when it closes
            OutputStream pipe = process.getOutputStream();
            CompletableFuture<byte[]> said = CompletableFuture.supplyAsync(() -> read(process.getInputStream()),
                    readers);
            try {
                pipe.write((request + "\n").getBytes(StandardCharsets.UTF_8));
                pipe.flush();
            }
            catch (IOException gone) {
                // how it ended says more
            }
            await(process, limits, cancelled);
            byte[] answer = said.get();
            if (process.exitValue() != 0) {
                throw ended(process.exitValue(), limits);
            }
            return new String(answer, StandardCharsets.UTF_8);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
        catch (ExecutionException ex) {
            throw Problem.internal(ex, "the process that examined it cannot be heard");
        }
        finally {
            process.destroyForcibly();
        }
    }

    private static Process start(Path folder) {
        ProcessBuilder command = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx512m",
                        "-XX:+UseSerialGC", "-XX:CompressedClassSpaceSize=64m", "-XX:ReservedCodeCacheSize=64m",
                        "-XX:TieredStopAtLevel=4", "-XX:+SuppressFatalErrorMessage", "-Xlog:disable",
                        "-Djava.io.tmpdir=" + folder, Examiner.class.getName()));
        Map<String, String> environment = command.environment();
        String libraries = environment.get("LD_LIBRARY_PATH");
        environment.clear();
        // as an option it would hide the program's name behind the 4,096 characters that
        // tools show
        environment.put("CLASSPATH", classPath());
        // names of files are UTF-8
        environment.put("LC_ALL", "C.UTF-8");
        // each arena reserves address space, which is limited
        environment.put("MALLOC_ARENA_MAX", "2");
        if (libraries != null) {
            environment.put("LD_LIBRARY_PATH", libraries);
        }
        try {
            return command.directory(folder.toFile()).redirectError(Redirect.DISCARD).start();
        }
        catch (IOException ex) {
            throw Problem.exhausted("a process to examine it cannot be started: %s", ex.getMessage());
        }
    }

    /** Absolute, for the process has another folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map((entry) -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    }

    private static void await(Process process, Limits limits, BooleanSupplier cancelled) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.seconds());
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (cancelled.getAsBoolean()) {
                throw Problem.cancelled();
            }
            if (System.nanoTime() - deadline > 0) {
                throw late(limits);
            }
        }
    }

    private static byte[] read(InputStream said) {
        try (said) {
            return said.readNBytes(MOST_ANSWER);
        }
        catch (IOException ended) {
            return new byte[0];
        }
    }

    private static Problem late(Limits limits) {
        return Problem.media("examining it took more than %d seconds and was ended; it computes endlessly, or far too "
                + "much for its small test pictures", limits.seconds());
    }

    private static Problem ended(int code, Limits limits) {
        if (code == BY_SIGNAL + SIGXCPU) {
            return late(limits);
        }
        if (code == BY_SIGNAL + SIGKILL) {
            return Problem
                .exhausted("the process that examined it was killed, by somebody or by the system for want of "
                        + "memory; free some and try again");
        }
        return Problem
            .media("it crashed the process that examined it (status %d): it is damaged or hostile, or it needs "
                    + "more memory than the %d MiB that an examination may take", code, limits.memoryBytes() >> 20);
    }

}
