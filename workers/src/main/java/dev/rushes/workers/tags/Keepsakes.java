package dev.rushes.workers.tags;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import dev.rushes.workers.Disk;
import dev.rushes.workers.media.Screenshot;
import dev.rushes.workers.media.View;
import dev.rushes.workers.shots.Sketch;

/**
 * Pictures put by while a clip is looked at, for its shots are known only at the end: two
 * a second, and one whenever the picture has become another. They wait on disk as JPEGs.
 */
final class Keepsakes implements AutoCloseable {

    /** Some hundred megabytes at most; when there are more, every second is forgotten. */
    private static final int MOST = 16_384;

    /** Mean difference of samples, of 255, that makes a sketch another picture. */
    private static final double OTHER = 12;

    private final Path file;

    private final FileChannel channel;

    private List<Kept> kept = new ArrayList<>();

    private int stride;

    private Sketch last;

    private record Kept(int frame, long offset, int bytes) {

    }

    /**
     * None yet.
     * @param folder where they lie, in a file without a name: whatever ends this process
     * frees it
     * @param stride frames from one to the next where nothing changes
     */
    Keepsakes(Path folder, int stride) {
        this.file = Disk.ownPart(folder.resolve("pictures"));
        this.stride = stride;
        try {
            this.channel = FileChannel.open(this.file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            Files.delete(this.file);
        }
        catch (IOException ex) {
            throw Disk.problem(ex, folder + " cannot be written");
        }
    }

    /** The next frame, which is kept or not. */
    void see(View view) {
        boolean due = this.kept.isEmpty() || view.frame() - this.kept.getLast().frame() >= this.stride;
        if (!due && this.last.difference(view.sketch()) < OTHER) {
            return;
        }
        this.last = view.sketch();
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(image(view.picture()), "jpeg", jpeg);
            long offset = this.channel.position();
            ByteBuffer bytes = ByteBuffer.wrap(jpeg.toByteArray());
            while (bytes.hasRemaining()) {
                this.channel.write(bytes);
            }
            this.kept.add(new Kept(view.frame(), offset, jpeg.size()));
        }
        catch (IOException ex) {
            throw Disk.problem(ex, this.file + " cannot be written");
        }
        if (this.kept.size() == MOST) {
            List<Kept> all = this.kept;
            this.kept = new ArrayList<>(IntStream.range(0, MOST / 2).mapToObj((i) -> all.get(2 * i)).toList());
            this.stride *= 2;
        }
    }

    private static BufferedImage image(Screenshot picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[picture.width()];
        byte[] rgb = picture.rgb();
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                int at = 3 * (y * row.length + x);
                row[x] = (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
            }
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return image;
    }

    /**
     * The frames that were kept, from one to another, end exclusive; the nearest one if
     * none was.
     */
    List<Integer> frames(int first, int end) {
        List<Integer> inside = this.kept.stream()
            .map(Kept::frame)
            .filter((frame) -> frame >= first && frame < end)
            .toList();
        if (!inside.isEmpty() || this.kept.isEmpty()) {
            return inside;
        }
        return List.of(this.kept.stream()
            .map(Kept::frame)
            .min((a, b) -> Integer.compare(Math.abs(a - first), Math.abs(b - first)))
            .orElseThrow());
    }

    /** The picture of a frame that was kept, as a JPEG. */
    byte[] jpeg(int frame) {
        Kept one = this.kept.stream().filter((each) -> each.frame() == frame).findFirst().orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate(one.bytes());
        try {
            while (bytes.hasRemaining() && this.channel.read(bytes, one.offset() + bytes.position()) >= 0) {
                // until it is whole
            }
        }
        catch (IOException ex) {
            throw Disk.problem(ex, this.file + " cannot be read");
        }
        return bytes.array();
    }

    /** The same, drawn. */
    BufferedImage picture(int frame) {
        try {
            return ImageIO.read(new ByteArrayInputStream(jpeg(frame)));
        }
        catch (IOException impossible) {
            throw Disk.problem(impossible, this.file + " cannot be read");
        }
    }

    @Override
    public void close() {
        Disk.closeQuietly(this.channel);
    }

}
