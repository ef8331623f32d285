package dev.rushes.workers.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** Small clips made by need, each once, and real ones where there are any. */
public final class Clips {

    private static final Path FOLDER = folder();

    private static final Map<String, Path> MADE = new ConcurrentHashMap<>();

    private Clips() {
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("rushes-clips");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A clip that FFmpeg makes.
     * @param name the file's
     * @param recipe arguments before the file's name, such as
     * {@code -f lavfi -i testsrc2=64x48 -frames:v 10}
     */
    public static Path make(String name, String recipe, Object... values) {
        String arguments = recipe.formatted(values);
        return MADE.computeIfAbsent(name + " " + arguments, (key) -> {
            Path file = place(name);
            Ffmpeg.run(Stream.concat(Ffmpeg.words(arguments).stream(), Stream.of(file.toString())).toList());
            return file;
        });
    }

    /**
     * Pictures of pure noise, every value of every component possible, in FFV1.
     * @param pixelFormat FFmpeg's name
     * @param bits a component
     * @param options for FFmpeg's output
     */
    public static Path noise(String pixelFormat, int bits, int width, int height, int frames, String options) {
        String key = "noise %s %d %d %d %s".formatted(pixelFormat, width, height, frames, options);
        return MADE.computeIfAbsent(key, (made) -> {
            Path raw = place("noise.raw");
            Path file = raw.resolveSibling("noise.mkv");
            // no format has more than four components of two bytes
            write(raw, random(8 * (width + 1) * (height + 1) * frames, bits));
            Ffmpeg.run("-f rawvideo -pix_fmt %s -s %dx%d -i %s -frames:v %d -c:v ffv1 -strict -2 %s %s", pixelFormat,
                    width, height, raw, frames, options, file);
            remove(raw);
            return file;
        });
    }

    static byte[] random(int size, int bits) {
        byte[] bytes = new byte[size];
        new Random(bits).nextBytes(bytes);
        if (bits > 8 && bits < 16) {
            for (int i = 1; i < size; i += 2) {
                bytes[i] &= (byte) ((1 << (bits - 8)) - 1);
            }
        }
        return bytes;
    }

    /** A path for a new file in a folder of its own. */
    public static Path place(String name) {
        try {
            return Files.createTempDirectory(FOLDER, "clip").resolve(name);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Real footage that is not part of this repository; without it a test is skipped. */
    public static Path footage(String name) {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path file = at.resolve("shared/data/footage").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
            at = at.getParent();
        }
        return Assumptions.abort("the footage " + name + " is not there (shared/data/footage beside the repository)");
    }

    /** The files of a folder by name. */
    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void remove(Path file) {
        try (Stream<Path> files = Files.walk(file)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
