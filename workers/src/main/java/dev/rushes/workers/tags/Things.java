package dev.rushes.workers.tags;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dev.rushes.models.perception.Detection;

/** Which things a shot shows, besides people. */
final class Things {

    /** A thing that is seen for a moment only has to be this sure, any other that. */
    private static final double SURE = 0.6;

    private static final double LIKELY = 0.4;

    /** Share of the shot's looks that is more than a moment. */
    private static final double OFTEN = 0.25;

    private Things() {
    }

    /** The surest first; of each kind the look that showed most. */
    static List<Shot.Thing> of(List<Sightings.Sight> sights) {
        return sights.stream()
            .flatMap((sight) -> sight.objects().stream())
            .map(Detection::label)
            .filter((label) -> !label.equals(People.PERSON))
            .distinct()
            .map((label) -> thing(label, sights))
            .filter(Objects::nonNull)
            .sorted(Comparator.comparingDouble((Shot.Thing thing) -> -thing.score()).thenComparing(Shot.Thing::label))
            .toList();
    }

    /** Null if it is too unsure. */
    private static Shot.Thing thing(String label, List<Sightings.Sight> sights) {
        List<Sightings.Sight> seen = sights.stream().filter((sight) -> !all(label, sight).isEmpty()).toList();
        double score = seen.stream().mapToDouble((sight) -> all(label, sight).getFirst().score()).max().orElseThrow();
        boolean lasts = seen.size() >= OFTEN * sights.size() && (seen.size() > 1 || sights.size() == 1);
        if (score < (lasts ? LIKELY : SURE)) {
            return null;
        }
        Sightings.Sight most = seen.stream()
            .max(Comparator.comparingInt((Sightings.Sight sight) -> all(label, sight).size())
                .thenComparingDouble((sight) -> all(label, sight).getFirst().score()))
            .orElseThrow();
        List<Shot.Area> boxes = all(label, most).stream().map((thing) -> Shot.Area.of(thing.box())).toList();
        return new Shot.Thing(label, Facts.rounded(score, 3), boxes.size(), most.frame(), boxes);
    }

    private static List<Detection> all(String label, Sightings.Sight sight) {
        return sight.objects().stream().filter((thing) -> thing.label().equals(label)).toList();
    }

}
