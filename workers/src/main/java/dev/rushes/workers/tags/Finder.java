package dev.rushes.workers.tags;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.rushes.models.Problem;

/** Looks for shots in the documents of a folder, without a server. */
public final class Finder {

    static final String END = ".tags.json";

    /** Folders within folders; a loop of links ends there, too. */
    private static final int DEEPEST = 16;

    private Finder() {
    }

    private record Candidate(Found found, long met, int words) {

    }

    /**
     * Looks in all {@code *.tags.json} of a folder and of those below it.
     * @param words of a query; none for all shots
     * @param fits what else has to hold of a shot
     * @param useless hears of documents that cannot be read, and why
     * @return those with all words, the shortest description first, as it is most about
     * them; if there is none, those with most of them
     * @throws Problem NOT_FOUND if there is no such folder
     */
    public static List<Found> find(Path folder, List<String> words, Predicate<Shot> fits,
            BiConsumer<Path, String> useless) {
        if (!Files.isDirectory(folder)) {
            throw Problem.notFound("there is no folder %s", folder);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Path document : documents(folder)) {
            try {
                ClipTags tags = ClipTags.read(document);
                String clip = String.valueOf(tags.clip().info().path().getFileName());
                tags.shots().stream().filter(fits).forEach((shot) -> {
                    Map<String, String> about = ShotWords.of(clip, shot);
                    candidates.add(new Candidate(new Found(document, clip, ShotWords.why(about, words), shot),
                            ShotWords.met(about, words), String.join(" ", about.values()).length()));
                });
            }
            catch (Problem unreadable) {
                useless.accept(document, unreadable.getMessage());
            }
        }
        long most = candidates.stream().mapToLong(Candidate::met).max().orElse(0);
        return candidates.stream()
            .filter((candidate) -> words.isEmpty() || most > 0 && candidate.met() == most)
            .sorted(words.isEmpty() ? Comparator.comparingInt((_) -> 0) : Comparator.comparingInt(Candidate::words))
            .map(Candidate::found)
            .toList();
    }

    static List<Path> documents(Path folder) {
        try (Stream<Path> files = Files.find(folder, DEEPEST,
                (file, facts) -> facts.isRegularFile() && file.toString().endsWith(END))) {
            return files.sorted().toList();
        }
        catch (IOException ex) {
            throw Problem.exhausted("the folder %s cannot be read: %s", folder, ex.getMessage());
        }
        catch (UncheckedIOException ex) {
            throw Problem.exhausted("a folder below %s cannot be read: %s", folder, ex.getCause().getMessage());
        }
    }

}
