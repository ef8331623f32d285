package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import dev.rushes.models.Problem;

/**
 * Groups shots that are takes of the same: a group is named after its first shot. For one
 * thread at a time.
 */
public final class Takes {

    private record Member(String clip, String group, Fingerprint fingerprint) {

    }

    private final List<Member> members = new ArrayList<>();

    /** Of no shots yet. */
    public Takes() {
    }

    /**
     * Of the shots in all documents of a folder and of those below it.
     * @param useless hears of documents that cannot be read, and why
     */
    public static Takes in(Path folder, BiConsumer<Path, String> useless) {
        Takes takes = new Takes();
        for (Path document : Finder.documents(folder)) {
            try {
                ClipTags tags = ClipTags.read(document);
                takes.learn(stem(document), tags.shots());
            }
            catch (Problem unreadable) {
                useless.accept(document, unreadable.getMessage());
            }
        }
        return takes;
    }

    private static String stem(Path document) {
        String name = String.valueOf(document.getFileName());
        return name.substring(0, name.length() - Finder.END.length());
    }

    private void learn(String clip, List<Shot> shots) {
        shots.stream()
            .filter((shot) -> shot.takesGroup() != null)
            .forEach((shot) -> add(clip, shot.takesGroup(), shot.fingerprint()));
    }

    /**
     * A shot that is in a group.
     * @param clip that it is of
     * @param print its fingerprint, in Base64
     */
    public void add(String clip, String group, String print) {
        Fingerprint fingerprint = Fingerprint.parse(print);
        if (fingerprint != null) {
            this.members.add(new Member(clip, group, fingerprint));
        }
    }

    /**
     * Puts a clip's shots into groups, in place of those that were known of it. Shots
     * without a fingerprint stay alone.
     * @param clip a name that no other has
     */
    public List<Shot> group(String clip, List<Shot> shots) {
        this.members.removeIf((member) -> member.clip().equals(clip));
        Set<String> before = this.members.stream().map(Member::group).collect(Collectors.toSet());
        List<Shot> grouped = new ArrayList<>();
        for (Shot shot : shots) {
            Fingerprint fingerprint = Fingerprint.parse(shot.fingerprint());
            if (fingerprint == null) {
                grouped.add(shot);
                continue;
            }
            String group = this.members.stream()
                .filter((member) -> member.fingerprint().sameTakes(fingerprint))
                .max(Comparator.comparingDouble((Member member) -> member.fingerprint().likeness(fingerprint)))
                .map(Member::group)
                .orElseGet(() -> free(clip + "/" + (shot.index() + 1), before));
            this.members.add(new Member(clip, group, fingerprint));
            grouped.add(shot.among(group));
        }
        return grouped;
    }

    /** A name that no group of other clips has. */
    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

}
