package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.perception.Box;
import dev.rushes.models.perception.Detection;

/** How many people a shot shows, and how close it comes to them. */
final class People {

    static final String PERSON = "person";

    /** Smaller scores of a person are often a chair, unless there is a face. */
    private static final double LEAST_SCORE = 0.45;

    /** Of a face's box that lies in that of its person. */
    private static final double INSIDE = 0.6;

    /** Share of a shot's looks in which so many people have to be seen. */
    private static final double OFTEN = 0.2;

    /**
     * Sizes by the height of the face's box, brows to chin, over the picture's: from each
     * on. Between a figure that fills the picture (ten such boxes, WS), one cut at the
     * knees (7.3, MWS), at the waist (4.7, MS), at the chest (3, MCU) and at the
     * shoulders (2, CU).
     */
    private static final Object[][] SIZES = { { 0.62, "ECU" }, { 0.40, "CU" }, { 0.265, "MCU" }, { 0.17, "MS" },
            { 0.117, "MWS" }, { 0.04, "WS" }, { 0.0, "EWS" } };

    /** A whole figure in such boxes, and the width of shoulders and arms. */
    private static final double FIGURE = 10;

    private static final double SHOULDERS = 3;

    /** A box that ends here is cut off by the picture's edge. */
    private static final double EDGE = 0.98;

    private static final double SURE_BY_FACE = 0.9;

    private static final double SURE_BY_BODY = 0.6;

    private People() {
    }

    /** How many are seen at once, if only in a fifth of the looks; null without looks. */
    static Shot.People count(List<Sightings.Sight> sights) {
        if (sights.isEmpty()) {
            return null;
        }
        List<List<Detection>> each = sights.stream().map(People::of).toList();
        int needed = (int) Math.ceil(OFTEN * sights.size());
        List<Integer> counts = each.stream().map(List::size).sorted(Comparator.reverseOrder()).toList();
        int count = counts.get(Math.max(0, Math.min(sights.size(), Math.max(needed, Math.min(2, sights.size()))) - 1));
        double score = each.stream()
            .filter((people) -> people.size() >= count)
            .mapToDouble((people) -> people.stream()
                .mapToDouble(Detection::score)
                .sorted()
                .skip(people.size() - count)
                .findFirst()
                .orElse(0.9))
            .max()
            .orElse(0);
        return new Shot.People(count, Facts.rounded(score, 3));
    }

    /** Bodies, and faces without one. */
    private static List<Detection> of(Sightings.Sight sight) {
        List<Detection> people = new ArrayList<>(bodies(sight));
        if (sight.faces() != null) {
            List<Detection> bodies = List.copyOf(people);
            sight.faces()
                .stream()
                .filter((face) -> bodies.stream().noneMatch((body) -> belongs(face, body)))
                .forEach(people::add);
        }
        return people;
    }

    private static List<Detection> bodies(Sightings.Sight sight) {
        return Stream.ofNullable(sight.objects())
            .flatMap(List::stream)
            .filter((thing) -> thing.label().equals(PERSON))
            .filter((body) -> body.score() >= LEAST_SCORE || hasFace(body, sight))
            .toList();
    }

    private static boolean hasFace(Detection body, Sightings.Sight sight) {
        return sight.faces() != null && sight.faces().stream().anyMatch((face) -> belongs(face, body));
    }

    private static boolean belongs(Detection face, Detection body) {
        return body.box().shared(face.box()) > INSIDE * face.box().area();
    }

    /** By the largest person of each look; null if there is none in most looks. */
    static Shot.Size size(List<Sightings.Sight> sights, double aspect) {
        List<Double> byFace = sights.stream()
            .flatMap((sight) -> Stream.ofNullable(sight.faces())
                .flatMap(List::stream)
                .map((face) -> face.box().height())
                .max(Comparator.naturalOrder())
                .stream())
            .toList();
        // people turn away: a third of the looks is enough
        if (!byFace.isEmpty() && 3 * byFace.size() >= sights.size()) {
            return named(byFace, SURE_BY_FACE);
        }
        List<Double> byBody = sights.stream()
            .flatMap((sight) -> bodies(sight).stream()
                .map((body) -> face(body.box(), aspect))
                .max(Comparator.naturalOrder())
                .stream())
            .toList();
        return byBody.isEmpty() || 2 * byBody.size() < sights.size() ? null : named(byBody, SURE_BY_BODY);
    }

    /** The height that a face would have, by what is seen of the body. */
    private static double face(Box body, double aspect) {
        return body.bottom() < EDGE ? body.height() / FIGURE : body.width() * aspect / SHOULDERS;
    }

    private static Shot.Size named(List<Double> heights, double sure) {
        double median = heights.stream().sorted().skip(heights.size() / 2).findFirst().orElseThrow();
        for (Object[] size : SIZES) {
            if (median >= (double) size[0]) {
                return new Shot.Size((String) size[1], sure, Shot.Tag.AUTO);
            }
        }
        throw new IllegalStateException();
    }

}
