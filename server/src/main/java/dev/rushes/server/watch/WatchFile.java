package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rushes.models.Problem;
import dev.rushes.server.operations.Feasible;

/**
 * Reads watch.yaml:
 *
 * <pre>
 * folders:
 *   - path: /mnt/ingest
 *     preset: restore          # or recipe: {operations: [...], output: {...}}
 *     output: /mnt/restored
 *     poll: 10s                # time between two looks
 *     settle: 3                # looks over which a file must not have changed
 *     min_age: 30s             # since it was last changed
 *     include: ["**.mov", "**.mxf"]
 *     exclude: ["proxy/**"]
 *     after: keep              # or move: to done/, once the job is done
 *     ready_only: false        # true: only from folders with a file _READY
 *     labels: {site: east}
 *     priority: 0
 *     webhook: https://example.com/rushes
 *     rate: 25                 # frames a second of image sequences; else the header's, or 24
 * </pre>
 */
public final class WatchFile {

    private static final long LARGEST = 1 << 20;

    private static final List<String> FIELDS = List.of("path", "preset", "recipe", "output", "poll", "settle",
            "min_age", "include", "exclude", "after", "ready_only", "labels", "priority", "webhook", "rate");

    /**
     * Containers of moving pictures, image sequences, and what is refused with a reason.
     * Single pictures, and JPEG, are too many things: they are taken if they are included
     * by name.
     */
    private static final List<String> MEDIA = List.of(
            "**.{mov,mp4,m4v,mxf,mkv,avi,mts,m2ts,mpg,mpeg,ts,webm,MOV,MP4,M4V,MXF,MKV,AVI,MTS,M2TS,MPG,MPEG,TS}",
            "**.{dpx,exr,tif,tiff,png,DPX,EXR,TIF,TIFF,PNG}", "**.{r3d,ari,arx,braw,R3D,ARI,ARX,BRAW}");

    private static final YAMLMapper YAML = YAMLMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();

    private WatchFile() {
    }

    /**
     * Reads the folders.
     * @param feasible what a recipe has to be
     * @throws Problem NOT_FOUND or INVALID with file, folder and field
     */
    static List<WatchFolder> read(Path file, Feasible feasible) {
        JsonNode root = parse(file);
        String name = file.getFileName().toString();
        JsonNode list = new StrictFields(name, root, List.of("folders")).get("folders");
        if (!list.isArray() || list.isEmpty()) {
            throw Problem.invalid("%s: \"folders\" must be a list of folders", name);
        }
        List<WatchFolder> folders = new ArrayList<>();
        for (JsonNode item : list) {
            folders.add(folder("%s folder %d".formatted(name, folders.size() + 1), item, feasible));
        }
        for (int one = 0; one < folders.size(); one++) {
            Path path = folders.get(one).path();
            for (int other = 0; other < folders.size(); other++) {
                if (one != other && RealPaths.within(path, folders.get(other).path())) {
                    throw Problem.invalid("%s: %s lies in %s or is the same; a file would be taken twice", name, path,
                            folders.get(other).path());
                }
                if (RealPaths.within(path, folders.get(other).output())) {
                    throw Problem.invalid(
                            "%s: the output %s is or holds %s, which is watched; masters would be taken for footage",
                            name, folders.get(other).output(), path);
                }
            }
        }
        return folders;
    }

    private static JsonNode parse(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw Problem.invalid("%s is larger than 1 MiB", file);
            }
            return YAML.readTree(Files.readString(file));
        }
        catch (NoSuchFileException missing) {
            throw Problem.notFound("%s: no such file", file);
        }
        catch (JsonProcessingException wrong) {
            throw Problem.invalid("%s line %d: not YAML: %s", file.getFileName(), wrong.getLocation().getLineNr(),
                    wrong.getOriginalMessage().lines().findFirst().orElse(""));
        }
        catch (IOException trouble) {
            throw Problem.invalid("%s cannot be read: %s", file, trouble.getMessage());
        }
    }

    private static WatchFolder folder(String where, JsonNode node, Feasible feasible) {
        StrictFields fields = new StrictFields(where, node, FIELDS);
        Path path = path(where, fields.text("path", null));
        Path output = path(where, fields.text("output", null));
        String after = fields.text("after", "keep");
        if (!List.of("keep", "move").contains(after)) {
            throw fields.refuse("after", "keep or move");
        }
        String webhook = fields.has("webhook") ? fields.text("webhook", null) : null;
        Order order = new Order(fields.recipe(null, feasible), fields.number("priority", 0, -100, 100), fields.labels(),
                webhook, fields.rate(null));
        return new WatchFolder(path, order, output,
                fields.duration("poll", Duration.ofSeconds(10), Duration.ofSeconds(1)),
                fields.number("settle", 3, 2, 1000), fields.duration("min_age", Duration.ofSeconds(30), Duration.ZERO),
                globs(fields, "include", MEDIA), globs(fields, "exclude", List.of()), fields.has("include"),
                after.equals("move"), fields.flag("ready_only"), feasible);
    }

    private static List<String> globs(StrictFields fields, String field, List<String> otherwise) {
        List<String> globs = fields.texts(field, otherwise);
        for (String glob : globs) {
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
            }
            catch (PatternSyntaxException wrong) {
                throw fields.refuse(field, "globs such as \"**.mov\" (%s)".formatted(wrong.getDescription()));
            }
        }
        return globs;
    }

    private static Path path(String where, String text) {
        try {
            Path path = Path.of(text);
            if (!path.isAbsolute()) {
                throw Problem.invalid("%s: \"%s\" must be an absolute path", where, text);
            }
            return path.normalize();
        }
        catch (InvalidPathException wrong) {
            throw Problem.invalid("%s: \"%s\" is no path", where, text);
        }
    }

}
