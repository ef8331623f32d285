package dev.rushes.workers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.rushes.models.Problem;

/**
 * A lock on a job or on one of its pieces, held until closed or until the process dies.
 * Its file is deleted when the work is done. Whoever opened the file before that would
 * lock a file that nobody else finds any more: so a deleted one is marked by a first byte
 * of zero, and a marked one is not taken. Else it says who has it, or had it last.
 */
public final class WorkLock implements AutoCloseable {

    /**
     * Of this process: closing a second channel on a file would give up the first one's
     * lock, so a held file is not even opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Rivals that finish just then, one after the other. */
    private static final int MOST_TRIES = 100;

    private static final String DELETED = "\0";

    private static final int LONGEST_NAME = 300;

    /** As another process is told that waits for this one. */
    private static final String SELF = "%d on %s".formatted(ProcessHandle.current().pid(), host());

    private final Path file;

    private final FileChannel channel;

    private boolean deleted;

    private WorkLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a lock; makes its folder if it is missing.
     * @param conflict what to say if it is taken, up to "by another process"
     * @throws Problem CONFLICT if another process, or this one, holds it
     */
    static WorkLock take(Path folder, String name, String conflict) {
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                Workspace.makeFolder(folder);
                Optional<WorkLock> lock = once(folder, name, conflict);
                if (lock.isPresent()) {
                    return lock.get();
                }
            }
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + folder + " cannot be written");
        }
        throw taken(conflict, "");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        }
        catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private static Problem taken(String conflict, String holder) {
        return Problem.conflict("%s%s; wait for it and try again", conflict, holder.isEmpty() ? "" : ", " + holder);
    }

    /** Empty if the folder or the file was deleted meanwhile. */
    private static Optional<WorkLock> once(Path folder, String name, String conflict) throws IOException {
        Path file = null;
        FileChannel channel = null;
        WorkLock lock = null;
        try {
            Path wanted = folder.toRealPath().resolve(name);
            if (!HELD.add(wanted)) {
                throw taken(conflict, SELF);
            }
            file = wanted;
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw taken(conflict, read(channel));
            }
            lock = read(channel).startsWith(DELETED) ? null : new WorkLock(file, channel);
            if (lock != null) {
                lock.sign();
            }
            return Optional.ofNullable(lock);
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
        finally {
            if (lock == null && channel != null) {
                Disk.closeQuietly(channel);
            }
            if (lock == null && file != null) {
                HELD.remove(file);
            }
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(LONGEST_NAME);
        while (start.hasRemaining() && channel.read(start, start.position()) > 0) {
            // until its end
        }
        return new String(start.array(), 0, start.position(), StandardCharsets.UTF_8);
    }

    private void sign() {
        try {
            this.channel.truncate(0);
            this.channel.write(StandardCharsets.UTF_8.encode(SELF), 0);
        }
        catch (IOException ex) {
            // a full disk: it is locked all the same
        }
    }

    /** Deletes the file, once; the lock is held until closed. */
    void delete() {
        if (this.deleted) {
            // what is there now is somebody else's
            return;
        }
        this.deleted = true;
        try {
            Files.delete(this.file);
            // only then: a mark on a file that is still there would lock out everybody
            this.channel.write(ByteBuffer.allocate(1), 0);
        }
        catch (IOException ex) {
            // it stays; the next run takes it as it is
        }
    }

    @Override
    public void close() {
        // the lock goes with the channel
        Disk.closeQuietly(this.channel);
        HELD.remove(this.file);
    }

}
