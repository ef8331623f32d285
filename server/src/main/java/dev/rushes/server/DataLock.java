package dev.rushes.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.rushes.models.Problem;

/**
 * Keeps a second server off a data directory, whichever database it has: a server clears
 * up in it what it has no rows of, and takes for its own what is coming in. Several
 * machines are one server and {@code rushes worker} on the others.
 *
 * <p>
 * The lock is the kernel's (fcntl), which dies with its process. On NFS 4 it is a part of
 * the protocol and holds between machines; on NFS 3 it needs the lock service, and with
 * the mount option {@code nolock} or {@code local_lock} it holds on one machine only.
 */
final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it, until closed or until the process dies.
     * @throws Problem CONFLICT if another server has it, EXHAUSTED if the directory
     * cannot be written
     */
    static DataLock take(Path data) {
        Path file = data.resolve("server.lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
                return new DataLock(channel);
            }
        }
        catch (OverlappingFileLockException sameProcess) {
            // as good as another's
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the data directory %s cannot be written: %s", data, trouble.getMessage());
        }
        String owner = owner(file);
        close(channel);
        throw Problem
            .conflict("the data directory %s is in use by another rushes serve%s; stop that one or give another"
                    + " --data; to work on several machines, start rushes worker on the others", data, owner);
    }

    private static String owner(Path file) {
        try {
            return " (process %s)".formatted(Files.readString(file));
        }
        catch (IOException unknown) {
            return "";
        }
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        }
        catch (IOException gone) {
            // the lock goes with the process at the latest
        }
    }

    @Override
    public void close() {
        close(this.channel);
    }

}
