package dev.rushes.workers.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

import dev.rushes.workers.Disk;

/**
 * Whether a file is as long as its own structure says. A copy that broke off is found
 * before hours of work go into half a clip.
 */
public final class Completeness {

    /** A file with more boxes than this at its top level is none of ours to judge. */
    private static final int MOST_BOXES = 100_000;

    private static final int SEGMENT = 0x18538067;

    private static final int EBML = 0x1A45DFA3;

    private Completeness() {
    }

    /**
     * The length in bytes that a file's structure asks for where that is more than it
     * has; empty if it is whole, or if its format does not say.
     * @param format FFmpeg's name of the container
     */
    public static OptionalLong missing(Path file, String format) {
        try (FileChannel channel = FileChannel.open(file)) {
            long promised = switch (format) {
                case "mov,mp4,m4a,3gp,3g2,mj2" -> boxes(channel);
                case "matroska,webm" -> segment(channel);
                case "avi" -> riff(channel);
                default -> 0;
            };
            return promised > channel.size() ? OptionalLong.of(promised) : OptionalLong.empty();
        }
        catch (IOException ex) {
            throw Disk.problem(ex, file + " cannot be read");
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
            // until full or at the end
        }
        return buffer.flip();
    }

    /** End of the last box: 32-bit size, four letters, perhaps a 64-bit size. */
    private static long boxes(FileChannel channel) throws IOException {
        long position = 0;
        for (int i = 0; i < MOST_BOXES && position + 8 <= channel.size(); i++) {
            ByteBuffer head = read(channel, position, 16);
            long size = Integer.toUnsignedLong(head.getInt(0));
            if (size == 1 && head.limit() == 16) {
                size = head.getLong(8);
            }
            if (size < 8) {
                // 0 is "to the end of the file", anything else is nonsense
                return 0;
            }
            position += size;
            if (position < 0) {
                return 0;
            }
        }
        return position;
    }

    /** End of Matroska's one segment, if its size was written. */
    private static long segment(FileChannel channel) throws IOException {
        long position = 0;
        for (int i = 0; i < 8; i++) {
            ByteBuffer head = read(channel, position, 12);
            if (head.limit() < 12) {
                return 0;
            }
            int id = head.getInt(0);
            int length = Integer.numberOfLeadingZeros(head.get(4) & 0xff) - 23;
            if ((id != EBML && id != SEGMENT) || length > 8) {
                return 0;
            }
            long size = (head.get(4) & 0xff) & ((1 << (8 - length)) - 1);
            for (int k = 1; k < length; k++) {
                size = size << 8 | (head.get(4 + k) & 0xff);
            }
            boolean unknown = size == (1L << (7 * length)) - 1;
            if (unknown) {
                return 0;
            }
            position += 4 + length + size;
            if (id == SEGMENT || position < 0) {
                return Math.max(position, 0);
            }
        }
        return 0;
    }

    /** Longer AVI files are several RIFF chunks; the first must be whole at least. */
    private static long riff(FileChannel channel) throws IOException {
        ByteBuffer head = read(channel, 0, 8);
        return head.limit() < 8 ? 0 : 8 + Integer.toUnsignedLong(Integer.reverseBytes(head.getInt(4)));
    }

}
