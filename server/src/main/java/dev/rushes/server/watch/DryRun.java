package dev.rushes.server.watch;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;

/** Says of each file whether it would be taken, and why not. */
final class DryRun {

    private final PrintWriter out;

    private final long now;

    DryRun(PrintWriter out, long now) {
        this.out = out;
        this.now = now;
    }

    void print(List<WatchFolder> folders) {
        Set<Path> outputs = folders.stream().map(WatchFolder::output).collect(Collectors.toSet());
        for (WatchFolder folder : folders) {
            this.out.println(folder.path() + " -> " + folder.output());
            new Scan(folder, outputs).look()
                .ifPresentOrElse((look) -> print(folder, look), () -> this.out
                    .println("  is not there; it would be looked for every " + folder.poll().toSeconds() + " s"));
        }
        this.out.flush();
    }

    private void print(WatchFolder folder, Scan.Look look) {
        List<Found> files = look.clips();
        Settling settling = new Settling(folder);
        // what one look can tell: as if nothing were to change
        for (int looks = 0; looks < folder.settle(); looks++) {
            settling.look(files, this.now);
        }
        if (look.trouble() != null) {
            this.out.println("  " + look.trouble());
        }
        if (files.isEmpty()) {
            this.out.println("  nothing in it is footage by include and exclude");
        }
        for (Found file : files) {
            this.out.println("  " + file.path() + ": " + verdict(folder, settling, file));
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
            Sidecar sidecar = Sidecar.of(folder.path().resolve(file.called()), folder.order());
            if (sidecar.skip()) {
                return "no, its sidecar says skip";
            }
            return "yes, once it has not changed over %d looks; %s".formatted(folder.settle(),
                    Json.line(sidecar.order().recipe()));
        }
        catch (Problem wrong) {
            return "no, " + wrong.getMessage();
        }
    }

}
