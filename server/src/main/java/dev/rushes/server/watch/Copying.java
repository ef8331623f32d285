package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

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

        /** From so many bytes of this file to so many. */
        void copied(long from, long to);

    }

    static String copy(Path from, Path to) throws IOException {
        return copy(from, to, (_, _) -> {
        });
    }

    /**
     * Copies bytes and forces them to the disk. Never a link: the source may be changed
     * in its place.
     * @param to is written anew
     * @return SHA-256 of the copy, hexadecimal
     */
    static String copy(Path from, Path to, Listener listener) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        try (FileChannel in = FileChannel.open(from);
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
    static Path deliver(Path from, Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        int number = 1;
        Path free = folder.resolve(name);
        while (Files.exists(free)) {
            if (Files.size(free) == Files.size(from) && Fingerprint.of(free).equals(Fingerprint.of(from))) {
                return free;
            }
            number++;
            free = folder.resolve(numbered(name, number));
        }
        Path part = folder.resolve("." + name + ".part");
        try {
            copy(from, part);
            return Files.move(part, free, StandardCopyOption.ATOMIC_MOVE);
        }
        finally {
            Files.deleteIfExists(part);
        }
    }

    /** Such as "clip-2.mov". */
    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0) ? name.substring(0, dot) : name;
        return (number == 1) ? name : stem + "-" + number + name.substring(stem.length());
    }

}
