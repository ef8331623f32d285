package dev.rushes.workers.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.Workspace;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.media.ClipReader;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.Pattern;
import dev.rushes.workers.media.PieceWriter;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Upscale;
import dev.rushes.workers.timeline.Rational;

/**
 * Makes a small noisy clip of which the clean original is known, restores it at twice the
 * size, and tells how near to the original it came, beside plain Lanczos scaling.
 */
public final class Demo {

    private static final int WIDTH = 640;

    private static final int HEIGHT = 360;

    private static final int FRAMES = 25;

    /** Of 255: what a small camera gives in the evening. */
    private static final double NOISE = 18;

    private final Worker worker;

    private final Path folder;

    public Demo(Worker worker, Path folder) {
        this.worker = worker;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * What the demo left and measured.
     *
     * @param noisy the clip it made
     * @param master what became of it
     * @param picture side by side: Lanczos, restored
     * @param plain PSNR in dB of Lanczos scaling against the original, luma
     * @param restored the same of the master
     */
    public record Gain(Path noisy, Outcome master, Path picture, double plain, double restored) {

        /** For a person. */
        public List<String> lines() {
            return List.of(
                    "made      " + noisy
                            + String.format(Locale.ROOT, "  (%d × %d, noise σ %.0f of 255)", WIDTH / 2, HEIGHT / 2,
                                    NOISE),
                    "restored  " + master.master(), "report    " + master.report(),
                    "compare   " + picture + "  (left: Lanczos, right: restored)",
                    String.format(Locale.ROOT,
                            "PSNR of luma against the clean original: Lanczos %.2f dB, restored %.2f dB, gained %.2f dB",
                            plain, restored, restored - plain));
        }

    }

    public Gain run(Monitor monitor) {
        Workspace.makeFolder(this.folder);
        Path noisy = this.folder.resolve("demo.mkv");
        monitor.phase("making a noisy clip");
        try (PicturePool pool = new PicturePool()) {
            makeNoisy(noisy, pool);
            Outcome master = this.worker.process(new Job(noisy, this.folder,
                    new Recipe(List.of(new Denoise("auto", "auto"), new Upscale(2, "auto")), Output.AUTO), null, null,
                    "keep", "keep", "fail", "auto", 0, 0, 0), monitor);
            monitor.phase("comparing");
            return compare(noisy, master, pool);
        }
    }

    private static void makeNoisy(Path file, PicturePool pool) {
        Encoding lossless = new Encoding("ffv1", "ffv1", Map.of("level", "3", "g", "1"), "mkv", "bgr0", WIDTH / 2,
                HEIGHT / 2, "1/25", "25/1", "cfr", "progressive",
                new ClipInfo.Colour("gbr", "pc", "bt709", "bt709", "left"));
        Noise noise = new Noise(NOISE / 255);
        try (Pattern clean = Pattern.zoom(WIDTH, HEIGHT, 2, FRAMES, pool);
                PieceWriter writer = new PieceWriter(file, "matroska", lossless, "point", false, new Rational(1, 1),
                        1)) {
            Frame frame;
            while ((frame = clean.next()) != null) {
                noise.add(frame.picture());
                writer.accept(frame);
            }
            writer.finish();
        }
    }

    private Gain compare(Path noisy, Outcome master, PicturePool pool) {
        Path png = this.folder.resolve("demo.side-by-side.png");
        double plainError = 0;
        double restoredError = 0;
        try (Pattern clean = Pattern.zoom(WIDTH, HEIGHT, 1, FRAMES, pool);
                ClipReader plain = new ClipReader(noisy, WIDTH, HEIGHT, pool);
                ClipReader restored = new ClipReader(master.master(), WIDTH, HEIGHT, pool)) {
            for (int i = 0; i < FRAMES; i++) {
                try (Frame original = clean.next(); Frame left = plain.next(); Frame right = restored.next()) {
                    plainError += meanSquare(original.picture(), left.picture());
                    restoredError += meanSquare(original.picture(), right.picture());
                    if (i == FRAMES / 2) {
                        SideBySide.write(left.picture(), right.picture(), png);
                    }
                }
            }
        }
        return new Gain(noisy, master, png, psnr(plainError), psnr(restoredError));
    }

    private static double psnr(double summed) {
        return -10 * Math.log10(Math.max(summed / FRAMES, 1e-12));
    }

    /** Of luma, 0..1. */
    private static double meanSquare(Picture a, Picture b) {
        float[] first = Luma.of(a);
        float[] second = Luma.of(b);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double d = first[i] - second[i];
            sum += d * d;
        }
        return sum / first.length;
    }

}
