package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
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

    private static final long LARGEST = 64 << 10;

    /**
     * Reads it.
     * @param usual what holds if it says nothing
     * @throws Problem INVALID with file and field
     */
    static Sidecar of(Path clip, Order usual) {
        Path file = clip.resolveSibling(clip.getFileName() + ".json");
        String name = file.getFileName().toString();
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                throw Problem.invalid("%s is larger than 64 KiB", name);
            }
            text = Files.readString(file);
        }
        catch (NoSuchFileException none) {
            return new Sidecar("", usual, false);
        }
        catch (IOException trouble) {
            throw Problem.invalid("%s cannot be read: %s", name, trouble.getMessage());
        }
        JsonNode document;
        try {
            document = Json.read(text, JsonNode.class);
        }
        catch (Problem wrong) {
            throw Problem.invalid("%s: %s", name, wrong.getMessage());
        }
        Fields fields = new Fields(name, document, FIELDS);
        Map<String, String> labels = new LinkedHashMap<>(usual.labels());
        labels.putAll(fields.labels());
        String webhook = fields.has("webhook") ? fields.text("webhook", null) : usual.webhook();
        return new Sidecar(text, new Order(fields.recipe(usual.recipe()),
                fields.number("priority", usual.priority(), -100, 100), labels, webhook, fields.rate(usual.rate())),
                fields.flag("skip"));
    }

}
