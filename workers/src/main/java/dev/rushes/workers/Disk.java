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

import dev.rushes.models.Problem;

/** Files that are whole or not there. */
public final class Disk {

    private Disk() {
    }

    /** Writes a small file under a temporary name, makes it durable, then names it. */
    public static void writeWhole(Path file, String text) throws IOException {
        writeWhole(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for bytes. */
    public static void writeWhole(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
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

    /** Translates a failed write. */
    public static Problem problem(IOException ex, String what) {
        String reason = ex instanceof FileSystemException f && f.getReason() != null ? f.getReason() : reason(ex);
        if (reason.toLowerCase(Locale.ROOT).contains("no space")) {
            return new Problem(Problem.Kind.EXHAUSTED,
                    what + ": the disk is full; free some space and run the same again", ex);
        }
        return new Problem(Problem.Kind.INVALID, what + ": " + reason, ex);
    }

    private static String reason(IOException ex) {
        return switch (ex) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException _ -> "a file of that name is in the way";
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " does not exist";
            default -> String.valueOf(ex.getMessage());
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

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        }
        catch (IOException ex) {
            // nothing was written to it
        }
    }

}
