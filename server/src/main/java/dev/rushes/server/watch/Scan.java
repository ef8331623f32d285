package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One look at a folder. Links are not followed; what cannot be read is passed over. */
final class Scan {

    static final String ERROR = ".rushes-error.txt";

    /** Files looked at; more are not seen until others are gone. */
    private static final int MOST = 200_000;

    static final Pattern LINE_END = Pattern.compile("[\n\r\u0085\u2028\u2029]");

    private final WatchFolder folder;

    /** Where Rushes writes, in whatever folder. */
    private final Set<Path> outputs;

    private final List<PathMatcher> include;

    private final List<PathMatcher> exclude;

    Scan(WatchFolder folder, Set<Path> outputs) {
        this.folder = folder;
        this.outputs = Set.copyOf(outputs);
        this.include = matchers(folder.include());
        this.exclude = matchers(folder.exclude());
    }

    private static List<PathMatcher> matchers(List<String> globs) {
        return globs.stream().map((glob) -> FileSystems.getDefault().getPathMatcher("glob:" + glob)).toList();
    }

    /**
     * All that may be footage, in the order of its names.
     * @return empty if the folder is not there, which means nothing
     */
    Optional<Look> look() {
        return look(Scan::unheard, false);
    }

    /**
     * The same.
     * @param passed hears of files and folders that are passed over: where below the
     * folder, and why
     */
    Optional<Look> look(BiConsumer<Path, String> passed) {
        return look(passed, true);
    }

    private Optional<Look> look(BiConsumer<Path, String> passed, boolean heard) {
        Walk walk;
        try {
            // links in it are not followed, but it may be one
            Path root = this.folder.path().toRealPath();
            if (!Files.isDirectory(root)) {
                return Optional.empty();
            }
            walk = new Walk(root, this, this.outputs, (met) -> met.files.size() == MOST, passed).through(root);
        }
        catch (IOException vanished) {
            return Optional.empty();
        }
        List<Found> clips = Gathering.clips(marked(walk), this.folder.stills());
        // of a clip of several files some may not have been seen
        clips.removeIf((clip) -> walk.cut != null && clip.kind() != Found.Kind.FILE
                && walk.cut.startsWith(walk.root.resolve((clip.unit() != null) ? clip.unit() : parent(clip))));
        if (heard) {
            Set<Path> gathered = clips.stream()
                .flatMap((clip) -> clip.parts().stream())
                .map(Found.Part::path)
                .collect(Collectors.toSet());
            walk.files.stream()
                .map(Found::path)
                .filter((file) -> !gathered.contains(file))
                .forEach((file) -> passed.accept(file, "a picture alone is a clip only where include names its kind"));
        }
        String trouble = (walk.cut != null)
                ? "%s holds more than %,d files and the rest is not seen; move away what is done with"
                    .formatted(this.folder.path(), MOST)
                : walk.trouble;
        return Optional.of(new Look(clips, trouble));
    }

    /** With what marks say of each; a card is whole as a whole. */
    private List<Found> marked(Walk walk) {
        if (walk.marks.isEmpty()) {
            return walk.files;
        }
        List<Found> files = walk.files.stream()
            .map((file) -> file.ready(Ready.of(this.folder.path(), walk.marks, file.path())))
            .toList();
        Map<Path, List<Found>> cards = files.stream()
            .filter((file) -> file.unit() != null && file.refusal() == null)
            .collect(Collectors.groupingBy(Found::unit));
        Map<Path, Ready> ready = new HashMap<>();
        cards.forEach((card, clips) -> ready.put(card, Ready.of(clips)));
        return files.stream().map((file) -> file.ready(ready.getOrDefault(file.unit(), file.ready()))).toList();
    }

    /**
     * Whether a mark speaks for any footage that is there now.
     * @param mark a file {@code _READY} below the folder
     */
    boolean isNeeded(Path mark) throws IOException {
        Map<Path, FileTime> alone = Map.of(this.folder.path().relativize(mark.getParent()), Ready.arrived(mark));
        Walk walk = new Walk(this.folder.path(), this, this.outputs, (met) -> {
            Found last = met.files.removeLast();
            return last.refusal() == null && Ready.of(this.folder.path(), alone, last.path()) == Ready.WHOLE;
        }, Scan::unheard).through(mark.getParent());
        return walk.cut != null || walk.trouble != null;
    }

    private static void unheard(Path path, String why) {
        // of what is passed over nobody wants to know
    }

    private static Path parent(Found clip) {
        return (clip.path().getParent() != null) ? clip.path().getParent() : Path.of("");
    }

    /**
     * What was seen.
     *
     * @param trouble why not all was seen, a sentence, or null
     */
    record Look(List<Found> clips, String trouble) {

    }

    /** Why a file is not of interest at all, or null if it may be footage. */
    String passedOver(Path path) {
        String name = path.getFileName().toString();
        if (name.startsWith(".")) {
            return "it is hidden";
        }
        if (name.endsWith(".part") || name.endsWith(".tmp") || name.endsWith(".filepart") || name.endsWith("~")) {
            return "somebody is still writing it";
        }
        if (name.equals(Ready.MARK) || name.endsWith(ERROR)) {
            return "it is a mark";
        }
        // no asterisk of a glob stands for the end of a line
        Path line = LINE_END.matcher(path.toString()).find()
                ? Path.of(LINE_END.matcher(path.toString()).replaceAll("_")) : path;
        if (this.include.stream().noneMatch((glob) -> glob.matches(line))) {
            return "include does not name it";
        }
        if (this.exclude.stream().anyMatch((glob) -> glob.matches(line))) {
            return "exclude names it";
        }
        return null;
    }

}
