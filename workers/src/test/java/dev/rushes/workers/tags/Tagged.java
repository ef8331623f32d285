package dev.rushes.workers.tags;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.operations.Tag;

/** A clip that was tagged into a folder of its own. */
record Tagged(Path folder, String stem, ClipTags tags) {

    static Tagged of(Path clip, String... only) {
        try {
            return into(Files.createTempDirectory("tagged"), clip, only);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static Tagged into(Path folder, Path clip, String... only) {
        List<String> wanted = only.length == 0 ? Tag.ANALYSERS : List.of(only);
        Path document = new Worker(Models.shipped())
            .tag(new TagRequest(clip, folder, null, new LinkedHashSet<>(wanted), 1, null), Monitor.NONE);
        String name = document.getFileName().toString();
        return new Tagged(folder, name.substring(0, name.length() - ".tags.json".length()),
                Json.read(document, ClipTags.class));
    }

    Path file(String end) {
        return folder.resolve(stem + end);
    }

    /** The findings of a kind as {@code first..end}, or "whole". */
    List<String> qc(String kind) {
        return tags.clip()
            .qc()
            .stream()
            .filter((finding) -> finding.kind().equals(kind))
            .map((finding) -> finding.start() == null ? "whole"
                    : finding.start().frame() + ".." + finding.end().frame())
            .toList();
    }

}
