package dev.rushes.server.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rushes.server.storage.Numbered;

/** Makes clips of the files of one look: what belongs together becomes one. */
final class Gathering {

    /** Fewer digits are a version or a take more often than a frame. */
    private static final int DIGITS = 3;

    /** So many with fewer digits are frames after all. */
    private static final int MANY = 10;

    private final List<Found> clips = new ArrayList<>();

    /** Whether a picture alone is a clip. */
    private final boolean stills;

    private Gathering(boolean stills) {
        this.stills = stills;
    }

    /**
     * Gathers.
     * @param stills whether a picture that is of no sequence is a clip
     * @return in the order of their paths
     */
    static List<Found> clips(List<Found> files, boolean stills) {
        Gathering gathering = new Gathering(stills);
        gathering.cards(files);
        gathering.clips.sort(Comparator.comparing(Found::path));
        return gathering.clips;
    }

    private void cards(List<Found> files) {
        Map<Path, List<Found>> sound = new LinkedHashMap<>();
        for (Found file : files) {
            if (file.unit() != null && !Cards.isP2(file.path())) {
                sound.computeIfAbsent(file.unit(), (_) -> new ArrayList<>()).add(file);
            }
        }
        Set<Path> claimed = new HashSet<>();
        for (Found file : files) {
            if (Cards.isP2(file.path()) && file.refusal() == null) {
                List<Found> together = new ArrayList<>(List.of(file));
                sound.getOrDefault(file.unit(), List.of())
                    .stream()
                    .filter((other) -> Cards.isChannel(file.path(), other.path()))
                    .sorted(Comparator.comparing(Found::path))
                    .forEach(together::add);
                together.forEach((one) -> claimed.add(one.path()));
                this.clips.add((together.size() == 1) ? file : new Found(Found.Kind.P2, file.path(), parts(together),
                        Ready.of(together), file.unit(), null));
            }
        }
        sequences(files.stream().filter((file) -> !claimed.contains(file.path())).toList());
    }

    private void sequences(List<Found> files) {
        Map<List<Object>, List<Found>> groups = new LinkedHashMap<>();
        for (Found file : files) {
            String name = file.path().getFileName().toString();
            Numbered number = (file.unit() == null && file.refusal() == null) ? Numbered.parse(name).orElse(null)
                    : null;
            if (number != null) {
                groups
                    .computeIfAbsent(List.of(String.valueOf(file.path().getParent()), number.prefix(), number.suffix()),
                            (_) -> new ArrayList<>())
                    .add(file);
            }
            else if (file.unit() != null || this.stills || !Numbered.isPicture(name)) {
                this.clips.add(file);
            }
        }
        groups.values().forEach(this::sequence);
    }

    private void sequence(List<Found> group) {
        List<Found> files = new ArrayList<>(group);
        files.sort(Comparator.comparingInt((Found file) -> number(file).number()).thenComparing(Found::path));
        Found first = files.getFirst();
        Numbered from = number(first);
        Numbered to = number(files.getLast());
        boolean frames = files.size() > 1 && (to.digits().length() >= DIGITS || files.size() >= MANY);
        if (frames) {
            Path path = first.path()
                .resolveSibling("%s[%s-%s]%s".formatted(from.prefix(), from.digits(), to.digits(), from.suffix()));
            this.clips.add(new Found(Found.Kind.SEQUENCE, path, parts(files), Ready.of(files), null, null));
        }
        else if (this.stills) {
            this.clips.addAll(files);
        }
    }

    private static List<Found.Part> parts(List<Found> files) {
        return files.stream().map((file) -> file.parts().getFirst()).toList();
    }

    private static Numbered number(Found file) {
        return Numbered.parse(file.path().getFileName().toString()).orElseThrow();
    }

}
