package dev.rushes.server.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.rushes.server.storage.Numbered;

/** The files that the path of a clip stands for, see {@link Found#path}. */
final class Members {

    private static final Pattern SEQUENCE = Pattern
        .compile("(?s)(.*)\\[([0-9]{1,9})-([0-9]{1,9})](\\.[A-Za-z0-9]{1,8})");

    private Members() {
    }

    /**
     * Those that are there now, the one that the clip is named after last; paths below
     * the folder.
     */
    static List<Path> of(Path folder, Path path) {
        Matcher sequence = SEQUENCE.matcher(path.getFileName().toString());
        if (sequence.matches() && !Files.exists(folder.resolve(path))) {
            int first = Integer.parseInt(sequence.group(2));
            int last = Integer.parseInt(sequence.group(3));
            return all(folder, path, sequence)
                .filter((file) -> number(file).number() >= first && number(file).number() <= last)
                .toList();
        }
        Stream<Path> itself = Files.exists(folder.resolve(path)) ? Stream.of(path) : Stream.empty();
        Path contents = Cards.isP2(path) ? path.getParent().getParent() : null;
        if (contents == null) {
            return itself.toList();
        }
        return Stream
            .concat(list(folder, contents, (name) -> name.equalsIgnoreCase("AUDIO")).stream()
                .flatMap((audio) -> list(folder, audio, (name) -> Cards.isChannel(path, audio.resolve(name))).stream()),
                    itself)
            .toList();
    }

    /**
     * The clip as it is now.
     * @return null if it is gone or no regular file, or if a sequence has grown
     */
    static Found now(Path folder, Path path) throws IOException {
        List<Path> files = of(folder, path);
        Matcher sequence = SEQUENCE.matcher(path.getFileName().toString());
        if (!Files.exists(folder.resolve(path)) && all(folder, path, sequence).count() > files.size()) {
            return null;
        }
        Map<Path, Path> places = new HashMap<>();
        files.forEach((file) -> places.put(file, folder));
        return of(path, places);
    }

    /**
     * The clip whose files are being moved, as it would be if they were still together.
     * @param place where to they are moved; they keep their paths below it
     * @return null if nothing is left of it, or a file is at both places
     */
    static Found moving(Path folder, Path place, Path path) throws IOException {
        Map<Path, Path> places = new HashMap<>();
        of(place, path).forEach((file) -> places.put(file, place));
        for (Path file : of(folder, path)) {
            if (places.put(file, folder) != null) {
                return null;
            }
        }
        return of(path, places);
    }

    /** A clip of files that each lie below one of its folders. */
    private static Found of(Path path, Map<Path, Path> places) throws IOException {
        List<Path> files = new ArrayList<>(places.keySet());
        boolean file = files.remove(path);
        if (file) {
            // the picture comes first
            files.sort(Comparator.naturalOrder());
            files.addFirst(path);
        }
        else if (files.stream().allMatch((one) -> Numbered.parse(one.getFileName().toString()).isPresent())) {
            files.sort(Comparator.comparingInt((Path one) -> number(one).number()).thenComparing((one) -> one));
        }
        List<Found.Part> parts = new ArrayList<>();
        for (Path one : files) {
            BasicFileAttributes there = Files.readAttributes(places.get(one).resolve(one), BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (!there.isRegularFile()) {
                return null;
            }
            parts.add(new Found.Part(one, there.size(), there.lastModifiedTime().toMillis()));
        }
        if (parts.isEmpty()) {
            return null;
        }
        Found.Kind kind = !file ? Found.Kind.SEQUENCE : (parts.size() > 1) ? Found.Kind.P2 : Found.Kind.FILE;
        return new Found(kind, path, List.copyOf(parts), Ready.NONE, null, null);
    }

    /** All pictures of a sequence's name, whatever their numbers. */
    private static Stream<Path> all(Path folder, Path path, Matcher sequence) {
        if (!sequence.matches()) {
            return Stream.empty();
        }
        Numbered like = new Numbered(sequence.group(1), sequence.group(2), sequence.group(4));
        return list(folder, path.getParent(), (name) -> Numbered.parse(name).filter(like::beside).isPresent()).stream();
    }

    private static Numbered number(Path file) {
        return Numbered.parse(file.getFileName().toString()).orElseThrow();
    }

    private static List<Path> list(Path folder, Path below, Predicate<String> wanted) {
        Path place = (below != null) ? folder.resolve(below) : folder;
        try (Stream<Path> files = Files.list(place)) {
            return files.filter((file) -> wanted.test(file.getFileName().toString()))
                .map(folder::relativize)
                .sorted()
                .toList();
        }
        catch (NoSuchFileException gone) {
            return List.of();
        }
        catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    /**
     * What a clip's sidecar and error file are named after: the file, or what a sequence
     * would be called without its numbers, such as {@code day1/shot.dpx}; one of bare
     * numbers is called by its folder.
     */
    static Path called(Path path) {
        Matcher sequence = SEQUENCE.matcher(path.getFileName().toString());
        if (!sequence.matches() || !Numbered.isPicture(path.getFileName().toString())) {
            return path;
        }
        return path.resolveSibling(stem(path, sequence.group(1)) + sequence.group(4));
    }

    /** What a clip's asset is called; bare numbers get their folder's name. */
    static String name(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith("[") && SEQUENCE.matcher(name).matches() ? stem(path, "") + "." + name : name;
    }

    private static String stem(Path path, String prefix) {
        String stem = prefix.replaceAll("[._ -]+$", "");
        Path parent = path.getParent();
        return !stem.isEmpty() ? stem : (parent != null) ? parent.getFileName().toString() : "sequence";
    }

}
