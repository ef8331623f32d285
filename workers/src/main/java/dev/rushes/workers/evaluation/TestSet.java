package dev.rushes.workers.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;

/**
 * A folder of originals: pictures and clips, and nothing else but hidden files.
 *
 * @param items in the order of their names
 */
public record TestSet(List<Material> items) {

    private static final int MOST = 10_000;

    /**
     * Looks at all of a folder's files before hours are spent on the first.
     * @throws Problem NOT_FOUND or INVALID if the folder is none, is empty or too full;
     * MEDIA if a file is no picture and no clip
     */
    public static TestSet in(Path folder, Degradation degradation, Monitor monitor) {
        List<Material> items = new ArrayList<>();
        for (Path file : files(folder)) {
            if (monitor.cancelled()) {
                throw Problem.cancelled();
            }
            items.add(look(file, degradation.multiple(), monitor));
        }
        return new TestSet(items);
    }

    private static Material look(Path file, int multiple, Monitor monitor) {
        try {
            return Material.of(file, multiple, monitor);
        }
        catch (Problem problem) {
            if (problem.kind() != Problem.Kind.MEDIA) {
                throw problem;
            }
            throw Problem.media("%s; a test set holds pictures and clips alone", problem.getMessage());
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            throw Problem.notFound("the folder %s of --set does not exist", folder);
        }
        if (!Files.isDirectory(folder)) {
            throw Problem.invalid("--set %s is no folder; give the folder that the pictures lie in", folder);
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                .filter(Files::isRegularFile)
                .limit(MOST + 1)
                .sorted()
                .toList();
        }
        catch (IOException ex) {
            throw Disk.problem(ex, folder + " cannot be read");
        }
        if (files.isEmpty()) {
            throw Problem.invalid("there is no picture and no clip in %s", folder);
        }
        if (files.size() > MOST) {
            throw Problem.invalid("there are more than %d files in %s; measure them in parts", MOST, folder);
        }
        return files;
    }

}
