package dev.rushes.workers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.rushes.models.Problem;

/** Files that are whole or not there. */
public final class Disk {

    /** What the system says of names that it will never take. */
    private static final Set<String> WRONG = Set.of("File name too long", "Not a directory", "Is a directory");

    private Disk() {
    }

    /**
     * Writes a small file under a temporary name, makes it durable, then names it. Two at
     * once would write the same temporary file, so whoever calls has the file to himself.
     */
    public static void writeWhole(Path file, String text) throws IOException {
        writeWhole(file, file.resolveSibling(file.getFileName() + ".part"), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same where another attempt may be at it too.
     * @param part of {@link #ownPart}
     */
    public static void writeWhole(Path file, Path part, byte[] content) throws IOException {
        try {
            Files.write(part, content);
            sync(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(file.getParent());
        }
        finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * A name beside a file that no other attempt at it has, to write under before it is
     * whole. Whoever takes it removes it; a killed one leaves it behind.
     */
    public static Path ownPart(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    /** Forces a file's content onto the disk. */
    public static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Forces a folder's names onto the disk, where the system can. */
    public static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        }
        catch (IOException ex) {
            // some systems cannot open folders: the rename is then as durable as they
            // make it
        }
    }

    /** SHA-256 of a file in hexadecimal. */
    public static String sha256(Path file, Monitor monitor) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            int read;
            while ((read = in.read(buffer)) > 0) {
                digest.update(buffer, 0, read);
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
            }
        }
        catch (IOException ex) {
            throw problem(ex, file + " cannot be read");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of a text in UTF-8, in hexadecimal. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Translates a disk's trouble: INVALID for what will be as wrong the next time, and
     * EXHAUSTED for all else, since a server that is gone for a while, a quota or a limit
     * of open files may look like anything.
     */
    public static Problem problem(IOException ex, String what) {
        String wrong = wrong(ex);
        if (wrong != null) {
            return new Problem(Problem.Kind.INVALID, what + ": " + wrong, ex);
        }
        String reason = ex instanceof FileSystemException f && f.getReason() != null ? f.getReason()
                : String.valueOf(ex.getMessage());
        String words = reason.toLowerCase(Locale.ROOT);
        String advice = words.contains("no space") ? "the disk is full; free some space and"
                : words.contains("quota") ? reason + "; free some space and" : reason + "; look at the disk and";
        return new Problem(Problem.Kind.EXHAUSTED, "%s: %s run the same again".formatted(what, advice), ex);
    }

    private static String wrong(IOException ex) {
        return switch (ex) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException _ -> "a file of that name is in the way";
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " does not exist";
            case java.nio.file.NotDirectoryException file -> file.getFile() + " is no folder";
            case FileSystemException other when other.getReason() != null && WRONG.contains(other.getReason()) ->
                other.getReason();
            default -> null;
        };
    }

    /** Whether two names, through links too, stand for one file. */
    public static boolean same(Path one, Path other) {
        try {
            return one.equals(other) || (Files.exists(other) && Files.isSameFile(one, other));
        }
        catch (IOException ex) {
            return false;
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        }
        catch (IOException ex) {
            // the next run clears what is left
        }
    }

    public static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        }
        catch (IOException ex) {
            // nothing was written to it
        }
    }

}
