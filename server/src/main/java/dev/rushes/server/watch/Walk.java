package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** A walk through a watched folder, or a part of it, with what was met. */
final class Walk extends SimpleFileVisitor<Path> {

    /** Of a file system's own, open to nobody. */
    private static final String LOST = "lost+found";

    private static final int DEEPEST = 16;

    final List<Found> files = new ArrayList<>();

    /** When marks were written, by the folder they are in. */
    final Map<Path, FileTime> marks = new HashMap<>();

    /** Where it was ended, or null. */
    Path cut;

    /** Why not all was seen, a sentence, or null. */
    String trouble;

    final Path root;

    private final Scan scan;

    private final Set<Path> outputs;

    private final Set<Object> ours;

    private final Predicate<Walk> end;

    /** Hears of what is passed over: its path below the root, and why. */
    private final BiConsumer<Path, String> passed;

    private Path start;

    /**
     * Nothing is met yet.
     * @param outputs where Rushes writes, which is not looked into
     * @param end asked after each file that may be footage
     * @param passed hears of what is passed over, with its path below the root and why
     */
    Walk(Path root, Scan scan, Set<Path> outputs, Predicate<Walk> end, BiConsumer<Path, String> passed) {
        this.root = root;
        this.scan = scan;
        this.outputs = outputs;
        this.ours = existing(outputs);
        this.end = end;
        this.passed = passed;
    }

    /**
     * Walks.
     * @throws IOException if the folder itself cannot be looked into
     */
    Walk through(Path folder) throws IOException {
        this.start = folder;
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEEPEST, this);
        return this;
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

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        String why = directory.equals(this.start) ? null : closed(directory, attributes);
        if (why == null) {
            return FileVisitResult.CONTINUE;
        }
        this.passed.accept(this.root.relativize(directory), why);
        return FileVisitResult.SKIP_SUBTREE;
    }

    /** Why a folder is not looked into, or null. */
    private String closed(Path directory, BasicFileAttributes attributes) {
        if (this.outputs.contains(directory) || this.ours.contains(attributes.fileKey())) {
            return "Rushes writes there";
        }
        if (directory.equals(this.root.resolve(WatchFolder.DONE))) {
            return "it is for what is done with";
        }
        return directory.getFileName().toString().startsWith(".") ? "it is hidden" : null;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        Path path = this.root.relativize(file);
        if (file.getFileName().toString().equals(Ready.MARK) && path.getParent() != null) {
            mark(file, path.getParent());
        }
        Path unit = Cards.unit(path);
        String why = this.scan.passedOver(path);
        if (!attributes.isRegularFile() || (unit == null && why != null)) {
            this.passed.accept(path, attributes.isRegularFile() ? why : "it is a link or no regular file");
            return FileVisitResult.CONTINUE;
        }
        this.files.add(Found.file(new Found.Part(path, attributes.size(), attributes.lastModifiedTime().toMillis()),
                unit, (why != null) ? why : Cards.refusal(path)));
        if (this.end.test(this)) {
            this.cut = file.getParent();
            return FileVisitResult.TERMINATE;
        }
        return FileVisitResult.CONTINUE;
    }

    private void mark(Path file, Path folder) {
        try {
            this.marks.put(folder, Ready.arrived(file));
        }
        catch (IOException gone) {
            // just now
        }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
        if (file.equals(this.start)) {
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
