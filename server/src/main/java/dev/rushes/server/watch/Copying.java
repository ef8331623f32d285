package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.rushes.server.storage.Durably;

/** Copies that are whole or not there: written as .part, forced to the disk, renamed. */
final class Copying {

    /**
     * Copied at once, by the kernel: file systems that can (Btrfs, XFS) share the blocks.
     */
    private static final long CHUNK = 64 << 20;

    private static final int BLOCK = 1 << 20;

    private Copying() {
    }

    /** Hears how far a copy is. */
    interface Listener {

        /**
         * From so many bytes of this file to so many.
         * @throws IOException ends the copy
         */
        void copied(long from, long to) throws IOException;

    }

    /**
     * What is to be delivered.
     *
     * @param file where it lies
     * @param sha256 of it, hexadecimal
     * @param name that it is to have
     * @param mark of its own, for the name that it has while it is written
     */
    record Parcel(Path file, String sha256, String name, String mark) {

    }

    /**
     * Copies bytes and forces them to the disk. Never a link: the source may be changed
     * in its place. Nor through one, for somebody may have put it in the file's place.
     * @param to is written anew
     * @return SHA-256 of the copy, hexadecimal
     */
    static String copy(Path from, Path to, Listener listener) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.READ,
                        StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
            long position = 0;
            long copied;
            while ((copied = in.transferTo(position, CHUNK, out)) > 0) {
                // what was copied counts, not what the source says a moment later
                for (long read = 0; read < copied;) {
                    int length = out.read(buffer.clear().limit((int) Math.min(BLOCK, copied - read)), position + read);
                    digest.update(buffer.flip());
                    read += length;
                }
                listener.copied(position, position + copied);
                position += copied;
            }
            out.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Delivers a file to a folder under a name that nobody else has there; one that was
     * delivered before is not delivered again.
     * @return what it is called now
     */
    static Path deliver(Parcel parcel, Path folder, Listener listener) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
        Path part = folder.resolve("." + parcel.mark() + ".part");
        boolean copied = false;
        int number = 1;
        try {
            while (true) {
                Path free = folder.resolve(numbered(parcel.name(), number));
                if (Files.exists(free, LinkOption.NOFOLLOW_LINKS)) {
                    if (isSame(free, parcel)) {
                        return free;
                    }
                    number++;
                    continue;
                }
                if (!copied) {
                    copy(parcel, part, listener);
                    copied = true;
                }
                if (publish(part, free)) {
                    Durably.sync(folder);
                    return free;
                }
            }
        }
        finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean isSame(Path file, Parcel parcel) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == Files.size(parcel.file())
                && Fingerprint.whole(file).equals(parcel.sha256());
    }

    private static void copy(Parcel parcel, Path part, Listener listener) throws IOException {
        // what cannot fit is not begun, for it would be begun again and again
        if (Files.getFileStore(part.getParent()).getUsableSpace() < Files.size(parcel.file())) {
            throw new FileSystemException(part.getParent().toString(), null, "there is no room for it");
        }
        // a link or a pipe in its place would be written through
        Files.deleteIfExists(part);
        if (!copy(parcel.file(), part, listener).equals(parcel.sha256())) {
            throw new FileSystemException(parcel.file().toString(), null, "it is not what the job has made any more");
        }
    }

    /**
     * Gives a file its name, and never takes another's: a link is made only if the name
     * is free, where renaming replaces.
     * @return false if somebody has the name
     */
    static boolean publish(Path part, Path name) throws IOException {
        try {
            Files.createLink(name, part);
            return true;
        }
        catch (FileAlreadyExistsException taken) {
            return false;
        }
        catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            return rename(part, name);
        }
    }

    /**
     * Where there are no links (exFAT, some shares): looks, and renames, one at a time.
     */
    private static synchronized boolean rename(Path part, Path name) throws IOException {
        try {
            Files.move(part, name);
            return true;
        }
        catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /** Such as "clip-2.mov". */
    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0) ? name.substring(0, dot) : name;
        return (number == 1) ? name : stem + "-" + number + name.substring(stem.length());
    }

}
