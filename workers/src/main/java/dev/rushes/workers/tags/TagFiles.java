package dev.rushes.workers.tags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.drawing.Lettering;
import dev.rushes.workers.job.Json;

/** Writes everything that is made of a clip's tags; the document itself comes last. */
final class TagFiles {

    private final Path folder;

    private final String stem;

    private final Monitor monitor;

    TagFiles(Path folder, String stem, Monitor monitor) {
        this.folder = folder;
        this.stem = stem;
        this.monitor = monitor;
    }

    void write(ClipTags tags, Keepsakes keepsakes) {
        if (!tags.shots().isEmpty()) {
            text(".shots.csv", ShotsCsv.of(tags));
            text(".tags.vtt", ShotsVtt.of(tags));
            sidecar(tags);
        }
        if (tags.shots().stream().anyMatch((shot) -> shot.bestFrame() != null)) {
            pictures(".thumbs", tags, (shot) -> keepsakes.jpeg(shot.bestFrame()));
            pictures(".strips", tags, (shot) -> Filmstrip.of(shot, keepsakes));
            try {
                Lettering.write(new ContactSheet(tags, keepsakes).draw(), file(".contact.png"));
            }
            catch (Problem noFonts) {
                if (noFonts.kind() != Problem.Kind.UNSUPPORTED) {
                    throw noFonts;
                }
                this.monitor.warn("there is no contact sheet: " + noFonts.getMessage());
            }
        }
        text(".tags.json", Json.write(tags) + "\n");
    }

    private void pictures(String end, ClipTags tags, Function<Shot, byte[]> picture) {
        Path pictures = file(end);
        try {
            Files.createDirectories(pictures);
            for (Shot shot : tags.shots()) {
                Path file = pictures.resolve("%05d.jpg".formatted(shot.index()));
                Disk.writeWhole(file, Disk.ownPart(file), picture.apply(shot));
            }
            // of an earlier run that found more
            int next = tags.shots().size();
            while (Files.deleteIfExists(pictures.resolve("%05d.jpg".formatted(next)))) {
                next++;
            }
        }
        catch (IOException ex) {
            throw Disk.problem(ex, pictures + " cannot be written");
        }
    }

    /** Cameras and NLEs write files of this name too: those are not ours to replace. */
    private void sidecar(ClipTags tags) {
        Path file = file(".xmp");
        try {
            if (Files.exists(file) && !Files.readString(file).contains(XmpSidecar.MADE_HERE)) {
                this.monitor.warn(file + " is somebody else's and was left alone; give another --out to have one made");
                return;
            }
        }
        catch (IOException ex) {
            throw Disk.problem(ex, file + " cannot be read");
        }
        text(".xmp", XmpSidecar.of(tags));
    }

    private void text(String end, String content) {
        Path file = file(end);
        try {
            Disk.writeWhole(file, Disk.ownPart(file), content.getBytes(StandardCharsets.UTF_8));
        }
        catch (IOException ex) {
            throw Disk.problem(ex, file + " cannot be written");
        }
    }

    private Path file(String end) {
        return this.folder.resolve(this.stem + end);
    }

}
