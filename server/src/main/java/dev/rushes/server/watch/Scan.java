package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One look at a folder. Links are not followed; what cannot be read is passed over. */
final class Scan {

    static final String READY = "_READY";

    static final String ERROR = ".rushes-error.txt";

    /** Of a file system's own, open to nobody. */
    private static final String LOST = "lost+found";

    private static final int DEEPEST = 16;

    /** Files looked at; more are not seen until others are gone. */
    private static final int MOST = 200_000;

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
        Visitor visitor = new Visitor(existing(this.outputs));
        try {
            if (!Files.isDirectory(this.folder.path())) {
                return Optional.empty();
            }
            Files.walkFileTree(this.folder.path(), EnumSet.noneOf(FileVisitOption.class), DEEPEST, visitor);
        }
        catch (IOException vanished) {
            return Optional.empty();
        }
        List<Found> found = new ArrayList<>();
        for (Found file : visitor.files) {
            boolean marked = false;
            for (Path above = file.path().getParent(); above != null && !marked; above = above.getParent()) {
                marked = visitor.ready.contains(above);
            }
            found.add(Found.file(file.parts().getFirst(), marked, file.unit(), file.refusal()));
        }
        List<Found> clips = Gathering.clips(found, this.folder.stills());
        // of a clip of several files some may not have been seen
        clips.removeIf((clip) -> visitor.cut != null && clip.kind() != Found.Kind.FILE && visitor.cut
            .startsWith(this.folder.path().resolve((clip.unit() != null) ? clip.unit() : parent(clip))));
        return Optional.of(new Look(clips, visitor.trouble));
    }

    /**
     * What the system knows folders by: another path may lead to the same one, by a link
     * or by being mounted twice.
     */
    private static Set<Object> existing(Set<Path> folders) {
        Set<Object> keys = new HashSet<>();
        for (Path folder : folders) {
            try {
                keys.add(Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
            }
            catch (IOException notThere) {
                // nor is it met
            }
        }
        keys.remove(null);
        return keys;
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
            return "hidden";
        }
        if (name.endsWith(".part") || name.endsWith(".tmp") || name.endsWith(".filepart") || name.endsWith("~")) {
            return "somebody is still writing it";
        }
        if (name.equals(READY) || name.endsWith(ERROR)) {
            return "a mark";
        }
        if (this.include.stream().noneMatch((glob) -> glob.matches(path))) {
            return "not included";
        }
        if (this.exclude.stream().anyMatch((glob) -> glob.matches(path))) {
            return "excluded";
        }
        return null;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final List<Found> files = new ArrayList<>();

        private final Set<Path> ready = new HashSet<>();

        private final Set<Object> ours;

        /** The folder in which the look was ended, or null. */
        private Path cut;

        private String trouble;

        Visitor(Set<Object> ours) {
            this.ours = ours;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean top = directory.equals(Scan.this.folder.path());
            boolean ours = Scan.this.outputs.contains(directory) || this.ours.contains(attributes.fileKey())
                    || directory.equals(Scan.this.folder.path().resolve(WatchFolder.DONE));
            boolean hidden = directory.getFileName().toString().startsWith(".");
            return (!top && (ours || hidden)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path path = Scan.this.folder.path().relativize(file);
            if (file.getFileName().toString().equals(READY) && path.getParent() != null) {
                this.ready.add(path.getParent());
            }
            Path unit = Cards.unit(path);
            if (attributes.isRegularFile() && (unit != null || passedOver(path) == null)) {
                String why = passedOver(path);
                this.files
                    .add(Found.file(new Found.Part(path, attributes.size(), attributes.lastModifiedTime().toMillis()),
                            false, unit, (why != null) ? why : Cards.refusal(path)));
            }
            if (this.files.size() < MOST) {
                return FileVisitResult.CONTINUE;
            }
            this.cut = file.getParent();
            this.trouble = "%s holds more than %,d files and the rest is not seen; move away what is done with"
                .formatted(Scan.this.folder.path(), MOST);
            return FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
            if (file.equals(Scan.this.folder.path())) {
                throw trouble;
            }
            String name = file.getFileName().toString();
            if (!(trouble instanceof NoSuchFileException) && !name.startsWith(".") && !name.equals(LOST)) {
                this.trouble = "%s cannot be looked into: %s".formatted(file, Troubles.sentence(trouble));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException trouble) {
            if (trouble != null) {
                this.trouble = "%s cannot be looked into: %s".formatted(directory, Troubles.sentence(trouble));
            }
            return FileVisitResult.CONTINUE;
        }

    }

}
