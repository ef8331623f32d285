package dev.rushes.server.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;

/**
 * What a file beside the footage says of it: {@code clip.mov.json} with preset or recipe,
 * labels, priority, webhook, rate, or {@code "skip": true}. A sequence's is called
 * without the number: {@code shot.dpx.json}.
 *
 * @param text of the document, part of what the footage is known by; empty if there is
 * none
 */
record Sidecar(String text, Order order, boolean skip) {

    private static final List<String> FIELDS = List.of("preset", "recipe", "labels", "priority", "webhook", "rate",
            "skip");

    private static final int LARGEST = 64 << 10;

    /** In bytes. */
    private static final int LONGEST_NAME = 255;

    /** Where it would be. */
    static Path beside(Path clip) {
        return clip.resolveSibling(clip.getFileName() + ".json");
    }

    /**
     * Reads it.
     * @param folder whose order holds where it says nothing
     * @throws Problem INVALID with file and field
     */
    static Sidecar of(Path clip, WatchFolder folder) {
        Order usual = folder.order();
        Path file = beside(clip);
        String name = file.getFileName().toString();
        String text;
        try {
            // a name that has no room for four letters more has no sidecar either
            text = (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) ? null : read(file, name);
        }
        catch (NoSuchFileException none) {
            text = null;
        }
        catch (IOException trouble) {
            throw Problem.invalid("%s cannot be read: %s", name, Troubles.sentence(trouble));
        }
        if (text == null) {
            return new Sidecar("", usual, false);
        }
        JsonNode document;
        try {
            document = Json.read(text, JsonNode.class);
        }
        catch (Problem wrong) {
            throw Problem.invalid("%s: %s", name, wrong.getMessage());
        }
        StrictFields fields = new StrictFields(name, document, FIELDS);
        Map<String, String> labels = new LinkedHashMap<>(usual.labels());
        labels.putAll(fields.labels());
        String webhook = fields.has("webhook") ? fields.text("webhook", null) : usual.webhook();
        return new Sidecar(text, new Order(fields.recipe(usual.recipe(), folder.feasible()),
                fields.number("priority", usual.priority(), -100, 100), labels, webhook, fields.rate(usual.rate())),
                fields.flag("skip"));
    }

    private static String read(Path file, String name) throws IOException {
        // one that does not exist is no news; a pipe would never end, a link may lead
        // anywhere
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Problem.invalid("%s is no regular file", name);
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw Problem.invalid("%s is larger than 64 KiB", name);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

}
