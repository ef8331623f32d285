package dev.rushes.server.storage;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;

/**
 * Footage of several files that is one clip. Its folder holds the files and a manifest of
 * one JSON line for the whole and one for each file; the manifest's SHA-256 is the
 * content's, so that the same files are the same content.
 *
 * @param kind {@value #SEQUENCE} or {@value #P2}
 * @param files in the clip's order; of P2 the picture first
 */
public record Reel(String kind, List<File> files) {

    /** Numbered pictures, a frame each. */
    public static final String SEQUENCE = "sequence";

    /** A picture and the channels of its sound, in the folders that P2 cards have. */
    public static final String P2 = "p2";

    /** Begins with a dot, as no stored file's name does. */
    static final String MANIFEST = ".reel.jsonl";

    /**
     * One file.
     *
     * @param path below the reel's folder, with {@code /}
     * @param size in bytes
     * @param sha256 of its content, hexadecimal
     */
    public record File(String path, long size, String sha256) {

        /** Without its folders; no two in a reel have the same. */
        public String name() {
            return this.path.substring(this.path.lastIndexOf('/') + 1);
        }

    }

    /**
     * The manifest's first line.
     *
     * @param files how many
     */
    public record Head(String schema, String kind, int files) {

    }

    public long bytes() {
        return this.files.stream().mapToLong(File::size).sum();
    }

    /** Of the manifest, hexadecimal. */
    public String sha256() {
        MessageDigest digest = digest();
        lines().forEach((line) -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes the manifest beside the files and forces it to the disk. */
    public void write(Path folder) throws IOException {
        Path manifest = folder.resolve(MANIFEST);
        try (BufferedWriter writer = Files.newBufferedWriter(manifest)) {
            for (String line : (Iterable<String>) lines()::iterator) {
                writer.write(line);
            }
        }
        Durably.sync(manifest);
        Durably.sync(folder);
    }

    private Stream<String> lines() {
        Head head = new Head("rushes.reel/1", this.kind, this.files.size());
        return Stream.concat(Stream.of(head), this.files.stream()).map((line) -> Json.line(line) + "\n");
    }

    /** What lies in a blob's folder; empty if it is a single file. */
    public static Optional<Head> head(Path folder) {
        if (!Files.exists(folder.resolve(MANIFEST))) {
            return Optional.empty();
        }
        try (BufferedReader reader = Files.newBufferedReader(folder.resolve(MANIFEST))) {
            return Optional.of(Json.read(reader.readLine(), Head.class));
        }
        catch (IOException trouble) {
            throw unreadable(trouble);
        }
    }

    /** Some of a reel's files; memory does not grow with what is passed over. */
    public static List<File> files(Path folder, long skip, int limit) {
        try (Stream<String> lines = Files.lines(folder.resolve(MANIFEST))) {
            return lines.skip(1 + skip).limit(limit).map((line) -> Json.read(line, File.class)).toList();
        }
        catch (IOException trouble) {
            throw unreadable(trouble);
        }
    }

    /** The file of a name. */
    public static Optional<File> find(Path folder, String name) {
        // as the manifest writes it
        String quoted = Json.line(name).substring(1);
        try (Stream<String> lines = Files.lines(folder.resolve(MANIFEST))) {
            return lines.skip(1)
                .filter((line) -> line.contains(quoted))
                .map((line) -> Json.read(line, File.class))
                .filter((file) -> file.name().equals(name))
                .findFirst();
        }
        catch (IOException trouble) {
            throw unreadable(trouble);
        }
    }

    private static Problem unreadable(IOException trouble) {
        return Problem.internal(trouble, "the list of a reel's files cannot be read; the server's disk needs a look");
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

}
