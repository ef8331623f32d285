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

    private static final int CHUNK = 1 << 20;

    private Copying() {
    }

    /**
     * Copies bytes and forces them to the disk.
     * @param to is written anew
     * @return SHA-256 of the content, hexadecimal
     */
    static String copy(Path from, Path to) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
            while (in.read(buffer.clear()) >= 0) {
                buffer.flip();
                digest.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
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
