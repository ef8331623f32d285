package dev.rushes.workers.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Headers that lie, chosen and not random: sizes, rates, times, counts and depths beyond
 * all reason end in a master or in a sentence, in little memory, and leave nothing.
 */
class HostileTests {

    /** More than the largest of these needs; the lies are about tens of gigabytes. */
    private static final long MOST_RESIDENT = 1500L << 20;

    private static final int MOST = 0x7fffffff;

    private static final String SIX = "-f lavfi -i testsrc2=48x32:rate=25 -frames:v 6 -c:v ";

    private static final String ONE = "-f lavfi -i testsrc2=48x32 -frames:v 1 -update 1 ";

    private final List<Path> files = new ArrayList<>();

    private final Path folder = Clips.place("hostile").getParent();

    @Test
    void mp4() throws IOException {
        byte[] clip = Clips.read(Clips.make("of.mp4", SIX + "mpeg4 -bf 2 -g 3"));
        for (int[] size : new int[][] { { 0xffff, 0xffff }, { 0, 0 }, { 0xffff, 1 }, { 1, 0xffff } }) {
            add("mp4", clip, at("mp4v", 28, size[0] << 16 | size[1]));
        }
        for (int value : new int[] { 0, 1, MOST, -1, Integer.MIN_VALUE }) {
            add("mp4", clip, at("mvhd", 16, value));
            add("mp4", clip, at("mvhd", 20, value));
            add("mp4", clip, at("mdhd", 16, value));
            add("mp4", clip, at("mdhd", 20, value));
            add("mp4", clip, at("tkhd", 24, value));
            add("mp4", clip, at("tkhd", 80, value), at("tkhd", 84, value));
            add("mp4", clip, at("elst", 8, value));
            add("mp4", clip, at("elst", 12, value));
            add("mp4", clip, at("elst", 16, value));
            add("mp4", clip, at("elst", 20, value));
            for (String table : List.of("stts", "stsc", "stco", "stss", "ctts", "stsd", "dref")) {
                add("mp4", clip, at(table, 8, value));
            }
            add("mp4", clip, at("stts", 12, value));
            add("mp4", clip, at("stts", 16, value));
            add("mp4", clip, at("ctts", 16, value));
            add("mp4", clip, at("stsc", 16, value));
            add("mp4", clip, at("stsz", 8, value));
            add("mp4", clip, at("stsz", 12, value));
            add("mp4", clip, at("stco", 12, value));
            // all tables agree on the lie
            add("mp4", clip, at("stsz", 8, 1), at("stsz", 12, value), at("stts", 12, value), at("stsc", 16, value));
        }
        assertFalse(endWell().contains("EXHAUSTED"));
    }

    @Test
    void matroska() throws IOException {
        byte[] clip = Clips.read(Clips.make("of.mkv", SIX + "ffv1 -metadata title=x"));
        for (byte[] value : List.of(bytes(0xff, 0xff), bytes(0, 0), bytes(0x7f, 0xff))) {
            add("mkv", clip, element(value, 0xb0), element(value, 0xba));
        }
        for (long value : new long[] { 0, 1, MOST, 0xffffffffL }) {
            byte[] four = ByteBuffer.allocate(4).putInt((int) value).array();
            add("mkv", clip, element(four, 0x23, 0xe3, 0x83));
            add("mkv", clip, element(four, 0x2a, 0xd7, 0xb1));
        }
        for (double value : new double[] { Double.NaN, Double.POSITIVE_INFINITY, -1, 1e300, 0 }) {
            add("mkv", clip, element(ByteBuffer.allocate(8).putDouble(value).array(), 0x44, 0x89));
        }
        // time stamps of clusters
        add("mkv", clip, element(bytes(0xff), 0xe7));
        add("mkv", ebml(deep(10_000, bytes(0xb6))));
        add("mkv", ebml(deep(10_000, bytes(0x67, 0xc8))));
        add("mkv", ebml(deep(100_000, bytes(0x45, 0xb9))));
        endWell();
    }

    @Test
    void avi() throws IOException {
        byte[] clip = Clips.read(Clips.make("of.avi", SIX + "mjpeg"));
        for (int value : new int[] { 0, 1, MOST, -1, Integer.MIN_VALUE }) {
            int turned = Integer.reverseBytes(value);
            // microseconds a frame, frames, streams, width, height
            for (int field : new int[] { 8, 24, 32, 40, 44 }) {
                add("avi", clip, at("avih", field, turned));
            }
            // scale, rate, start, length, sample size
            for (int field : new int[] { 28, 32, 36, 40, 52 }) {
                add("avi", clip, at("strh", field, turned));
            }
            add("avi", clip, at("strh", 28, turned), at("strh", 32, Integer.reverseBytes(1)));
            add("avi", clip, at("strh", 32, turned), at("strh", 28, Integer.reverseBytes(1)));
            add("avi", clip, at("strf", 12, turned), at("strf", 16, turned));
            add("avi", clip, at("idx1", 4, turned));
            add("avi", clip, at("movi", -4, turned));
        }
        endWell();
    }

    @Test
    void stills() throws IOException {
        byte[] exr = Clips.read(Clips.make("of.exr", ONE + "-pix_fmt gbrpf32le"));
        byte[] tiff = Clips.read(Clips.make("of.tiff", ONE + "-pix_fmt rgb24"));
        byte[] dpx = Clips.read(Clips.make("of.dpx", ONE + "-pix_fmt rgb24"));
        byte[] bmp = Clips.read(Clips.make("of.bmp", ONE));
        byte[] gif = Clips.read(Clips.make("of.gif", ONE));
        byte[] jpg = Clips.read(Clips.make("of.jpg", ONE));
        for (int size : new int[] { 0xffff, 30_000, 0, MOST, -1 }) {
            int turned = Integer.reverseBytes(size);
            add("png", png(size, size, new byte[100]));
            add("exr", exr, at("box2i", 18, turned), at("box2i", 22, turned));
            add("tiff", tiff, tag(256, size), tag(257, size));
            // strips
            add("tiff", tiff, tag(278, size));
            add("tiff", tiff, tag(279, size));
            add("dpx", dpx, at("XPDS", 772, size), at("XPDS", 776, size));
            add("dpx", dpx, at("SDPX", 772, size), at("SDPX", 776, size));
            add("bmp", bmp, at("BM", 18, turned), at("BM", 22, turned));
            add("gif", gif, at("GIF8", 6, turned));
            add("jpg", jpg, at("\u00ff\u00c0", 5, size));
        }
        add("png", png(65535, 2000, new byte[100]));
        endWell();
    }

    /** Small files that hold enormous pictures, correctly. */
    @Test
    void bombs() throws IOException {
        // one bit a pixel: 112 MB of zeros in 110 kB
        add("png", png(30_000, 30_000, new byte[30_000 * (30_000 / 8 + 1)]));
        add("png", png(32_767, 4_000, new byte[4_000 * (32_767 / 8 + 2)]));
        endWell();
    }

    @Test
    void crowds() throws IOException {
        Path one = Clips.make("one.mkv", SIX + "ffv1");
        for (String container : List.of("mkv", "mov", "nut")) {
            add(container,
                    Clips.read(Clips.make("crowd." + container, "-i %s %s -c copy", one, "-map 0:v ".repeat(300))));
        }
        // it is the file that asks too much, not the machine that has too little
        assertFalse(endWell().contains("EXHAUSTED"));
    }

    /** Patches a copy. */
    private interface Lie {

        void tell(byte[] file);

    }

    /**
     * A number in the byte order of networks, at so many bytes from each place of a name.
     */
    private static Lie at(String name, int offset, int value) {
        byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
        return (file) -> {
            for (int i = find(file, wanted, 0); i >= 0; i = find(file, wanted, i + 1)) {
                if (i + offset >= 0 && i + offset + 4 <= file.length) {
                    ByteBuffer.wrap(file).putInt(i + offset, value);
                }
            }
        };
    }

    /** The content of a Matroska element, as much of it as the element holds. */
    private static Lie element(byte[] value, int... id) {
        byte[] wanted = bytes(id);
        return (file) -> {
            int tracks = Math.max(0, find(file, bytes(0x16, 0x54, 0xae, 0x6b), 0));
            int from = wanted.length == 1 && wanted[0] != (byte) 0xe7 ? tracks : 0;
            int i = find(file, wanted, from);
            int length = file[i + wanted.length] & 0x7f;
            for (int k = 0; k < length; k++) {
                file[i + wanted.length + 1 + k] = k < value.length ? value[k] : 0;
            }
        };
    }

    /** A value of a little-endian TIFF's directory. */
    private static Lie tag(int number, int value) {
        return (file) -> {
            ByteBuffer tiff = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            int directory = tiff.getInt(4);
            for (int i = 0; i < tiff.getShort(directory); i++) {
                int entry = directory + 2 + 12 * i;
                if (tiff.getShort(entry) == (short) number) {
                    tiff.putShort(entry + 2, (short) 4);
                    tiff.putInt(entry + 8, value);
                }
            }
        };
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int i = from; i + what.length <= in.length; i++) {
            int k = 0;
            while (k < what.length && in[i + k] == what[k]) {
                k++;
            }
            if (k == what.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Elements of unknown length, each in the one before. */
    private static byte[] deep(int depth, byte[] id) {
        ByteBuffer nested = ByteBuffer.allocate(depth * (id.length + 8) + 32);
        nested.put(bytes(0x10, 0x43, 0xa7, 0x70, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        nested.put(bytes(0x45, 0xb9, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        for (int i = 0; i < depth; i++) {
            nested.put(id).put(bytes(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        }
        return nested.array();
    }

    private static byte[] ebml(byte[] content) {
        byte[] head = bytes(0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x88, 'm', 'a', 't', 'r', 'o', 's', 'k', 'a',
                0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
        return ByteBuffer.allocate(head.length + content.length).put(head).put(content).array();
    }

    /** One bit a pixel, correct in all its checksums. */
    private static byte[] png(int width, int height, byte[] rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10));
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(bytes(1, 0, 0, 0, 0)).array());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            deflate.write(rows);
        }
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] content) throws IOException {
        byte[] named = ByteBuffer.allocate(4 + content.length)
            .put(name.getBytes(StandardCharsets.US_ASCII))
            .put(content)
            .array();
        CRC32 sum = new CRC32();
        sum.update(named);
        out.write(ByteBuffer.allocate(4).putInt(content.length).array());
        out.write(named);
        out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private void add(String extension, byte[] file, Lie... lies) throws IOException {
        byte[] copy = file.clone();
        for (Lie lie : lies) {
            lie.tell(copy);
        }
        this.files.add(Files.write(this.folder.resolve("h%03d.%s".formatted(this.files.size(), extension)), copy));
    }

    /** All in one process, which says how much memory it took at most. */
    private String endWell() throws IOException {
        Cli process = Cli.startMain("dev.rushes.workers.engine.Mutants", this.folder,
                Files.createDirectory(Clips.place("results")));
        assertEquals(0, process.await(), process.output());
        long resident = process.output()
            .lines()
            .filter((line) -> line.startsWith("peak "))
            .mapToLong((line) -> Long.parseLong(line.substring(5)))
            .findFirst()
            .orElseThrow();
        assertTrue(resident < MOST_RESIDENT, resident + " bytes\n" + process.output());
        return process.output();
    }

}
