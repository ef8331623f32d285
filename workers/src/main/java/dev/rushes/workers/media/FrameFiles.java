package dev.rushes.workers.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Masters that are picture files: each packet of a piece is one, whole. */
public final class FrameFiles {

    private FrameFiles() {
    }

    /** Writes the only frame. */
    public static long still(List<Path> pieces, Encoding encoding, Path file) {
        try (PieceReader reader = new PieceReader(pieces, Rational.parse(encoding.timeBase()))) {
            write(reader.next(), file);
            return 1;
        }
    }

    /**
     * Writes numbered files from 1 on.
     * @param folder made; must not be there
     * @return how many
     */
    public static long sequence(List<Path> pieces, Encoding encoding, Path folder, String stem, Monitor monitor) {
        try (PieceReader reader = new PieceReader(pieces, Rational.parse(encoding.timeBase()))) {
            Files.createDirectories(folder);
            long frames = 0;
            AVPacket packet;
            while ((packet = reader.next()) != null) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                write(packet, folder.resolve("%s.%07d.%s".formatted(stem, ++frames, encoding.codec())));
            }
            return frames;
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + folder + " cannot be made");
        }
    }

    private static void write(AVPacket packet, Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(packet.data().limit(packet.size()).asByteBuffer());
        }
        catch (IOException ex) {
            throw Disk.problem(ex, file + " cannot be written");
        }
    }

}
