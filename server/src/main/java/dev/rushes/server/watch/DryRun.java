package dev.rushes.server.watch;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.server.http.Unseen;
import dev.rushes.workers.job.Json;

/** Says of each file whether it would be taken, and why not. */
final class DryRun {

    private final PrintWriter out;

    private final long now;

    private final Consumer<String> presets;

    /**
     * A run.
     * @param now milliseconds since 1970
     * @param presets is given each preset's name, and throws NOT_FOUND if there is none
     */
    DryRun(PrintWriter out, long now, Consumer<String> presets) {
        this.out = out;
        this.now = now;
        this.presets = presets;
    }

    /**
     * Prints.
     * @return whether all folders were seen whole, and their presets are there
     */
    boolean print(List<WatchFolder> folders) {
        Set<Path> outputs = folders.stream().map(WatchFolder::output).collect(Collectors.toSet());
        boolean sound = true;
        for (WatchFolder folder : folders) {
            line(folder.path() + " -> " + folder.output());
            sound &= hasPreset(folder);
            Passed passed = new Passed();
            Scan.Look look = new Scan(folder, outputs).look(passed::add).orElse(null);
            if (look != null) {
                print(folder, look, passed);
            }
            else {
                line("  " + away(folder.path()) + "; it would be looked for every " + folder.poll().toSeconds() + " s");
            }
            sound &= look != null && look.trouble() == null;
        }
        this.out.flush();
        return sound;
    }

    private static String away(Path folder) {
        if (Files.isDirectory(folder)) {
            return "cannot be looked into; change its permissions";
        }
        return Files.exists(folder) ? "is no folder" : "is not there";
    }

    private boolean hasPreset(WatchFolder folder) {
        try {
            demand(folder.order());
            return true;
        }
        catch (Problem missing) {
            line("  " + missing.getMessage());
            return false;
        }
    }

    private void demand(Order order) {
        JsonNode recipe = order.recipe();
        if (recipe.isTextual()) {
            this.presets.accept(recipe.textValue());
        }
    }

    private void print(WatchFolder folder, Scan.Look look, Passed passed) {
        List<Found> files = look.clips();
        Settling settling = new Settling(folder);
        // what one look can tell: as if nothing were to change
        for (int looks = 0; looks < folder.settle(); looks++) {
            settling.look(files, this.now);
        }
        if (look.trouble() != null) {
            line("  " + look.trouble());
        }
        if (files.isEmpty()) {
            line("  nothing in it is footage by include and exclude");
        }
        Set<Path> sidecars = new HashSet<>();
        for (Found file : files) {
            line("  " + file.path() + ": " + verdict(folder, settling, file));
            sidecars.add(Sidecar.beside(file.called()));
        }
        for (Passed.Line one : passed.lines()) {
            line("  " + one.path() + ": no, " + (sidecars.contains(one.path()) ? "it is a sidecar" : one.why()));
        }
        if (passed.rest() > 0) {
            line("  and %,d more that are no footage".formatted(passed.rest()));
        }
    }

    private String verdict(WatchFolder folder, Settling settling, Found file) {
        if (file.refusal() != null) {
            return "no, " + file.refusal();
        }
        String waiting = settling.waiting(file, this.now);
        if (waiting != null) {
            return "not yet, " + waiting;
        }
        try {
            Taking.demandUsable(file);
            Sidecar sidecar = Sidecar.of(folder.path().resolve(file.called()), folder);
            if (sidecar.skip()) {
                return "no, its sidecar says skip";
            }
            demand(sidecar.order());
            return "yes, once it has not changed over %d looks; %s".formatted(folder.settle(),
                    Json.line(sidecar.order().recipe()));
        }
        catch (Problem wrong) {
            return "no, " + wrong.getMessage();
        }
    }

    /** A name may hold anything, such as the end of a line. */
    private void line(String text) {
        this.out.println(Unseen.marked(text));
    }

}
