package dev.rushes.workers.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.rushes.models.LicencePolicy;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Report;

/**
 * Most resident memory of a process of its own that makes 4K of 1080p, for a short and a
 * longer clip.
 */
final class PeakMemory {

    private static final double LIMIT = 1.5e9;

    private static final int SHORT = 10;

    private static final int LONG = 60;

    private final Path folder;

    private final LicencePolicy licences;

    private final int threads;

    private final Monitor monitor;

    PeakMemory(Path folder, LicencePolicy licences, int threads, Monitor monitor) {
        this.folder = folder;
        this.licences = licences;
        this.threads = threads;
        this.monitor = monitor;
    }

    void run(BenchClips clips, Consumer<Measurement> result) {
        this.monitor.phase("measuring memory");
        Path clip = clips.make("hd", 1920, 1080, LONG);
        double few = peak(clip, SHORT);
        double many = peak(clip, LONG);
        result.accept(Measurement.of("peak memory 1080p to 4K over 1.5 GB", many / 1e6, "MB", 1.0, many / LIMIT));
        result.accept(Measurement.of("peak memory of %d frames over %d frames".formatted(LONG, SHORT), many / 1e6, "MB",
                1.1, many / few));
    }

    private double peak(Path clip, int frames) {
        Path out = this.folder.resolve("memory-" + frames);
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx512m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "dev.rushes.workers.cli.Main",
                "process", clip.toString(), "--upscale", "2", "--range", "0f.." + frames + "f", "--threads",
                String.valueOf(this.threads), "--interlaced", "keep", "--licences", this.licences.word(), "--progress",
                "none", "--out", out.toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Problem(Problem.Kind.INTERNAL, "measuring memory failed: " + said);
            }
        }
        catch (IOException ex) {
            throw Problem.internal(ex, "a process for measuring memory cannot be started");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
        return Json.read(out.resolve("bench-hd.report.json"), Report.class).peakProcessBytes();
    }

}
