package dev.rushes.workers.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** QuickTime files may keep their pictures in other files; ours stay shut. */
class ReferenceTests {

    private static final List<String> PARENTS = List.of("moov", "trak", "mdia", "minf", "dinf", "dref");

    private final Path secret = Clips.make("secret.mov",
            "-f lavfi -i color=red:size=64x48:rate=25 -frames:v 6 -c:v mjpeg -fflags +bitexact");

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aMovieThatRefersToAnotherShowsNothingOfIt(boolean relative) {
        Path clip = Clips.write(this.secret.resolveSibling(relative ? "near.mov" : "far.mov"),
                referring(relative ? "" : this.secret.toString()));
        // the trap works: who follows references sees the secret
        assertEquals(6,
                Ffmpeg.run("-enable_drefs 1 %s -i %s -f framemd5 -", relative ? "" : "-use_absolute_path 1", clip)
                    .lines()
                    .filter((line) -> !line.startsWith("#"))
                    .count());
        Path out = Clips.place("out");
        Problem problem = assertThrows(Problem.class, Work.on(clip, out)::run);
        assertEquals(Problem.Kind.MEDIA, problem.kind(), problem.getMessage());
        assertFalse(Files.exists(out));
    }

    @Test
    void theCommandLineSaysSoInOneLine() {
        Path clip = Clips.write(this.secret.resolveSibling("told.mov"), referring(this.secret.toString()));
        Cli process = Cli.start("process", clip, "--out", Clips.place("out"), "--progress", "none");
        assertEquals(1, process.await(), process.output());
        List<String> complaints = process.output().lines().filter((line) -> !line.contains(": note: ")).toList();
        assertEquals(1, complaints.size(), process.output());
        assertTrue(complaints.getFirst().startsWith("rushes: "), process.output());
    }

    /** The secret's index without its pictures, and an alias to where they are. */
    private byte[] referring(String path) {
        byte[] movie = Clips.read(this.secret);
        int pictures = find(movie, "mdat", 0);
        int index = find(movie, "moov", pictures);
        Arrays.fill(movie, pictures + 4, index - 4, (byte) 0);
        int entry = find(movie, "dref", index) + 12;
        byte[] alias = alias(path);
        int grown = alias.length - ByteBuffer.wrap(movie).getInt(entry);
        int from = index - 4;
        for (String parent : PARENTS) {
            int at = find(movie, parent, from);
            ByteBuffer.wrap(movie).putInt(at - 4, ByteBuffer.wrap(movie).getInt(at - 4) + grown);
            from = at;
        }
        return ByteBuffer.allocate(movie.length + grown)
            .put(movie, 0, entry)
            .put(alias)
            .put(movie, entry + alias.length - grown, movie.length - entry - alias.length + grown)
            .array();
    }

    /** As the Macintosh had it: fixed fields, then numbered texts; 2 is the path. */
    private static byte[] alias(String path) {
        String full = path.isEmpty() ? "volume:secret.mov" : path;
        byte[] name = full.getBytes(StandardCharsets.UTF_8);
        int padded = name.length + name.length % 2;
        ByteBuffer alias = ByteBuffer.allocate(12 + 150 + 4 + padded + 4);
        alias.putInt(alias.capacity()).put("alis".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        alias.position(12 + 10);
        alias.put((byte) 6).put("volume".getBytes(StandardCharsets.US_ASCII));
        alias.position(12 + 50);
        alias.put((byte) 10).put("secret.mov".getBytes(StandardCharsets.US_ASCII));
        alias.position(12 + 130);
        // levels up from here and down to the file
        alias.putShort((short) 1).putShort((short) 1);
        alias.position(12 + 150);
        alias.putShort((short) 2).putShort((short) name.length).put(name);
        alias.position(12 + 154 + padded);
        alias.putShort((short) -1).putShort((short) 0);
        return alias.array();
    }

    private static int find(byte[] in, String tag, int from) {
        byte[] wanted = tag.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i + 4 <= in.length; i++) {
            if (Arrays.equals(in, i, i + 4, wanted, 0, 4)) {
                return i;
            }
        }
        throw new AssertionError("no " + tag);
    }

}
