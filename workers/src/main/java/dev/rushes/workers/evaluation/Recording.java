package dev.rushes.workers.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.media.ConstantQuality;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.FrameSource;
import dev.rushes.workers.media.PieceWriter;
import dev.rushes.workers.media.Probe;
import dev.rushes.workers.timeline.Rational;

/**
 * What a model gets of one file: can be read as often as one likes. Where an encoder is
 * part of the degradation, it lies in a temporary file until closed.
 */
final class Recording implements AutoCloseable {

    private final Material material;

    private final Degradation degradation;

    private final PicturePool pool;

    private final Path file;

    private final ClipInfo info;

    /** Makes it. */
    Recording(Material material, Degradation degradation, PicturePool pool, Monitor monitor) {
        this.material = material;
        this.degradation = degradation;
        this.pool = pool;
        if (degradation.crf() == 0) {
            this.file = null;
            this.info = null;
            return;
        }
        this.file = temporary();
        try {
            encode(monitor);
            this.info = Probe.of(this.file, null, monitor).info();
        }
        catch (RuntimeException | Error ex) {
            close();
            throw ex;
        }
    }

    /** Its frames, one for each of the original. */
    FrameSource open() {
        if (this.file == null) {
            return new Degraded(this.material, this.degradation, this.pool);
        }
        FrameSource frames = Material.frames(this.info, this.pool);
        try {
            for (int i = 0; this.material.info().still() && i < this.degradation.lead(); i++) {
                frames.next().close();
            }
            return frames;
        }
        catch (RuntimeException | Error ex) {
            frames.close();
            throw ex;
        }
    }

    private void encode(Monitor monitor) {
        int scale = this.degradation.scale();
        Encoding encoding = ConstantQuality.h264(this.material.width() / scale, this.material.height() / scale,
                this.degradation.crf());
        // one thread: the same bytes on every machine
        try (FrameSource frames = new Degraded(this.material, this.degradation, this.pool);
                PieceWriter writer = new PieceWriter(this.file, "nut", encoding, "bicubic", false, new Rational(1, 1),
                        1)) {
            Frame frame;
            while ((frame = frames.next()) != null) {
                writer.accept(frame);
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
            }
            writer.finish();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("rushes-eval-", ".nut");
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "a temporary file cannot be made");
        }
    }

    @Override
    public void close() {
        try {
            if (this.file != null) {
                Files.deleteIfExists(this.file);
            }
        }
        catch (IOException ex) {
            throw Disk.problem(ex, this.file + " cannot be removed");
        }
    }

}
