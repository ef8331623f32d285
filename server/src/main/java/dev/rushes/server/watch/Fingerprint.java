package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells content apart without reading all of it: the first MiB, the last, the length. */
final class Fingerprint {

    private static final int END = 1 << 20;

    private static final int SAMPLES = 16;

    private Fingerprint() {
    }

    /**
     * Of several files: of the first, the last, and some between; names, sizes and times
     * of all are known otherwise.
     */
    static String of(Path folder, List<Found.Part> parts) throws IOException {
        if (parts.size() == 1) {
            return of(folder.resolve(parts.getFirst().path()));
        }
        StringBuilder all = new StringBuilder();
        int samples = Math.min(parts.size(), SAMPLES);
        for (long i = 0; i < samples; i++) {
            int at = (int) (i * (parts.size() - 1) / (samples - 1));
            all.append(of(folder.resolve(parts.get(at).path())));
        }
        return of(all.toString());
    }

    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = open(file)) {
            long size = channel.size();
            read(channel, 0, digest);
            if (size > END) {
                read(channel, Math.max(END, size - END), digest);
            }
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of all of a file, hexadecimal. */
    static String whole(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(END);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private static void read(FileChannel channel, long from, MessageDigest digest) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(END);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, from + buffer.position());
            if (read < 0) {
                break;
            }
        }
        digest.update(buffer.flip());
    }

    /** Of a text, hexadecimal. */
    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

}
