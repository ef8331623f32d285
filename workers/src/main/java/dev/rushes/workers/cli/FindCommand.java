package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.tags.Finder;
import dev.rushes.workers.tags.Found;
import dev.rushes.workers.tags.Shot;
import dev.rushes.workers.tags.ShotWords;
import dev.rushes.workers.timeline.Rational;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes find}: shots out of what was tagged, without a server. */
@Command(name = "find", sortOptions = false, description = {
        "Finds shots in the documents that \"rushes tag\" has written, in a folder and those below it.",
        "Words are looked for in clips' names, sizes, moves, people, things, speech and tags; others that mean the"
                + " same are found, too. Exit code 1 if there is no such shot." })
final class FindCommand implements Callable<Integer> {

    private static final int MOST = 100_000;

    private final Shell shell;

    @Parameters(paramLabel = "WORDS", arity = "0..*", description = "such as: close-up two people talking")
    private List<String> words = List.of();

    @Option(names = "--in", paramLabel = "DIR", defaultValue = ".", description = "where to look (default: here)")
    private Path folder;

    @Option(names = "--size", paramLabel = "SIZE", description = "ECU, CU, MCU, MS, MWS, WS or EWS")
    private String size;

    @Option(names = "--move", paramLabel = "MOVE",
            description = "static, handheld, tracking, pan, tilt or zoom, or one way of it such as pan-left")
    private String move;

    @Option(names = "--people", paramLabel = "N", description = "so many people at least")
    private int people;

    @Option(names = "--speech", description = "somebody speaks")
    private boolean speech;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "shots at most (default: 50)")
    private int limit;

    @Option(names = "--json", description = "print a JSON document")
    private boolean json;

    FindCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (this.limit < 1 || this.limit > MOST) {
            throw Problem.invalid("--limit must be from 1 to %d, not %d", MOST, this.limit);
        }
        List<Found> all = Finder.find(this.folder, ShotWords.query(String.join(" ", this.words)), this::fits,
                (document, why) -> this.shell.err()
                    .println("rushes: note: %s is left out: %s".formatted(Shell.oneLine(document.toString()),
                            Shell.oneLine(why))));
        List<Found> shown = all.subList(0, Math.min(this.limit, all.size()));
        if (this.json) {
            this.shell.out().println(Json.write(shown));
            return all.isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
        }
        if (all.isEmpty()) {
            this.shell.err().println("rushes: no shot is like that");
            return ExitCode.FAILED;
        }
        Table table = new Table("CLIP", "SHOT", "FROM", "TO", "SECONDS", "SIZE", "MOVE", "PEOPLE", "WHY");
        for (Found found : shown) {
            Shot shot = found.shot();
            double seconds = Rational.parse(shot.end().seconds()).minus(Rational.parse(shot.start().seconds())).value();
            table.row(Shell.oneLine(found.clip()), String.valueOf(shot.index() + 1), shot.start().timecode(),
                    shot.end().timecode(), String.format(Locale.ROOT, "%.1f", seconds),
                    shot.size() == null ? "-" : shot.size().type(), shot.move() == null ? "-" : shot.move().type(),
                    shot.people() == null ? "-" : String.valueOf(shot.people().count()),
                    Shell.oneLine(String.join("; ", found.why())));
        }
        this.shell.out().print(table);
        if (shown.size() < all.size()) {
            this.shell.out().println("… and %d more; --limit shows them".formatted(all.size() - shown.size()));
        }
        return ExitCode.DONE;
    }

    private boolean fits(Shot shot) {
        return (this.size == null || shot.size() != null && shot.size().type().equalsIgnoreCase(this.size))
                && (this.move == null || shot.move() != null
                        && (shot.move().type().equals(this.move) || shot.move().type().startsWith(this.move + "-")))
                && (this.people == 0 || shot.people() != null && shot.people().count() >= this.people)
                && (!this.speech || shot.audio() != null && shot.audio().speechRatio() != null
                        && shot.audio().speechRatio() > 0);
    }

}
