package dev.rushes.workers.previews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.media.Probe;
import dev.rushes.workers.media.Proxy;
import dev.rushes.workers.media.Source;
import dev.rushes.workers.timeline.FrameRate;

/**
 * The files that a page shows of a clip, and the list of them. The proxy is H.264 (by
 * Cisco's OpenH264, BSD licence) with AAC in MP4, at most 1280 × 720 or 720 × 1280.
 *
 * @param schema "rushes.previews/1"
 * @param clip bytes and time of change of what they show, so that nothing is made twice
 * @param files there are
 */
public record Previews(String schema, String clip, List<Preview> files) {

    public static final String SCHEMA = "rushes.previews/1";

    private static final String LIST = "previews.json";

    /** The same for a clip that knows its rate. */
    public static Previews make(Path clip, Path folder, Monitor monitor) {
        return make(clip, null, folder, monitor);
    }

    /**
     * Makes a clip's previews; returns at once if they are there. Memory does not grow
     * with the clip's length.
     * @param clip a file, an image sequence's pattern, or a folder that holds one
     * sequence and nothing else
     * @param rate frames a second of an image sequence, or null for what its pictures
     * say, or else the usual
     * @param folder for them; made if missing
     * @throws Problem NOT_FOUND, MEDIA, EXHAUSTED if the disk is full, CANCELLED
     */
    public static Previews make(Path clip, String rate, Path folder, Monitor monitor) {
        Path source = Files.isDirectory(clip) ? pattern(clip) : clip;
        try {
            Files.createDirectories(folder);
            String identity = identity(source, rate);
            Previews there = there(folder, identity);
            if (there != null) {
                return there;
            }
            monitor.phase("making previews");
            return make(source, rate, identity, folder, monitor);
        }
        catch (IOException ex) {
            throw Disk.problem(ex, folder + " cannot be written");
        }
    }

    private static Previews make(Path clip, String rate, String identity, Path folder, Monitor monitor)
            throws IOException {
        ClipInfo info = Probe.of(clip, (rate != null) ? FrameRate.parse(rate) : null, monitor).info();
        List<Preview> files = new ArrayList<>();
        Path proxy = folder.resolve("proxy.mp4");
        Path poster = folder.resolve("poster.jpg");
        Path waveform = folder.resolve("waveform.json");
        // another attempt at the same may go on that is taken for dead: none touches what
        // the other writes
        Path proxyPart = Disk.ownPart(proxy);
        Path posterPart = Disk.ownPart(poster);
        Path waveformPart = Disk.ownPart(waveform);
        try {
            Proxy.Made made = Proxy.make(clip, info, proxyPart, monitor);
            Previews there = there(folder, identity);
            if (there != null) {
                return there;
            }
            if (made.frames() > 0) {
                files.add(publish(proxyPart, proxy, "proxy", "video/mp4", monitor));
            }
            if (made.poster().length > 0) {
                Files.write(posterPart, made.poster());
                files.add(publish(posterPart, poster, "poster", "image/jpeg", monitor));
            }
            if (made.waveform() != null) {
                Files.writeString(waveformPart, Json.line(made.waveform()));
                files.add(publish(waveformPart, waveform, "waveform", "application/json", monitor));
            }
        }
        finally {
            for (Path part : List.of(proxyPart, posterPart, waveformPart)) {
                Files.deleteIfExists(part);
            }
        }
        Previews previews = new Previews(SCHEMA, identity, List.copyOf(files));
        Path list = folder.resolve(LIST);
        Disk.writeWhole(list, Disk.ownPart(list), Json.write(previews).getBytes(StandardCharsets.UTF_8));
        return previews;
    }

    private static Preview publish(Path part, Path file, String kind, String type, Monitor monitor) throws IOException {
        Disk.sync(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Preview(kind, String.valueOf(file.getFileName()), type, Files.size(file),
                Disk.sha256(file, monitor));
    }

    private static Previews there(Path folder, String identity) throws IOException {
        if (!Files.isRegularFile(folder.resolve(LIST))) {
            return null;
        }
        try {
            Previews previews = Json.read(folder.resolve(LIST), Previews.class);
            for (Preview file : previews.files) {
                Path path = folder.resolve(file.name());
                if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
                    return null;
                }
            }
            return previews.clip.equals(identity) ? previews : null;
        }
        catch (Problem ex) {
            // an older version's list: they are made anew
            return null;
        }
    }

    private static String identity(Path clip, String rate) throws IOException {
        StringBuilder all = new StringBuilder((rate != null) ? rate + " " : "");
        for (Path file : Source.of(clip).files()) {
            all.append(Files.size(file)).append('@').append(Files.getLastModifiedTime(file).toMillis()).append(' ');
        }
        return Disk.sha256(all.toString());
    }

    /** Of the sequence in a folder, from its first file's number. */
    static Path pattern(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            String first = files.map((file) -> String.valueOf(file.getFileName()))
                .filter((name) -> name.matches(".*\\d+\\.\\w+"))
                .sorted()
                .findFirst()
                .orElseThrow(() -> Problem.media("%s holds no image sequence", folder));
            int dot = first.lastIndexOf('.');
            int digits = dot;
            while (digits > 0 && Character.isDigit(first.charAt(digits - 1))) {
                digits--;
            }
            String name = first.substring(0, digits) + "%0" + (dot - digits) + "d" + first.substring(dot);
            return folder.resolve(name);
        }
        catch (IOException ex) {
            throw Disk.problem(ex, folder + " cannot be listed");
        }
    }

}
