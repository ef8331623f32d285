package dev.rushes.server.uploads;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.rushes.models.Plural;
import dev.rushes.models.Problem;

/**
 * An upload's file, written strictly from front to back: a crash leaves a shorter file
 * and never one with a hole. (Vert.x's own file writes go on side by side, and do.)
 */
final class PartFile implements AutoCloseable {

    private final FileChannel channel;

    private long position;

    private IOException lost;

    private PartFile(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    /**
     * Opens it to go on.
     * @param durable what was said to be stored; what lies behind it is thrown away
     * @throws Problem CONFLICT if another process has it open, NOT_FOUND if it is gone,
     * INTERNAL if it is shorter
     */
    static PartFile open(Path file, long durable) throws IOException {
        FileChannel channel = channel(file, durable);
        try {
            // held until the channel closes
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw Problem.conflict("another server writes to %s; run one server on a data directory",
                        file.getFileName());
            }
            if (channel.size() < durable) {
                throw Problem.internal(null, "%s has %s where %d were stored; begin this upload anew",
                        file.getFileName(), Plural.of(channel.size(), "byte"), durable);
            }
            channel.truncate(durable);
            channel.position(durable);
            return new PartFile(channel, durable);
        }
        catch (OverlappingFileLockException twice) {
            channel.close();
            throw Problem.conflict("%s is being written already", file.getFileName());
        }
        catch (IOException | RuntimeException trouble) {
            channel.close();
            throw trouble;
        }
    }

    private static FileChannel channel(Path file, long durable) throws IOException {
        try {
            return (durable > 0) ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        }
        catch (NoSuchFileException gone) {
            throw Problem.notFound("the bytes of the upload %s are gone; begin it anew", file.getFileName());
        }
    }

    long position() {
        return this.position;
    }

    /** Writes a block, which stays as it is. */
    void write(ByteBuffer block) throws IOException {
        ByteBuffer rest = block.duplicate();
        while (rest.hasRemaining()) {
            this.channel.write(rest);
        }
        this.position += block.remaining();
    }

    /** Fills what remains of a block; others may write behind it meanwhile. */
    void read(ByteBuffer block, long from) throws IOException {
        long at = from;
        while (block.hasRemaining()) {
            int length = this.channel.read(block, at);
            if (length < 0) {
                throw new EOFException("the file was cut by somebody else");
            }
            at += length;
        }
    }

    void truncate(long length) throws IOException {
        this.channel.truncate(length);
        this.channel.position(length);
        this.position = length;
    }

    /**
     * Waits until everything is on the disk.
     * @throws IOException if the disk failed, now or before: the kernel says so only once
     * and takes the pages that it lost for stored
     */
    void sync() throws IOException {
        if (this.lost != null) {
            throw new IOException(this.lost.getMessage(), this.lost);
        }
        try {
            this.channel.force(true);
        }
        catch (IOException failed) {
            this.lost = failed;
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
