package dev.rushes.models.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that a network found in a picture.
 *
 * @param label such as "face" or "person"
 * @param score how sure the network is, 0..1
 * @param box where
 */
public record Detection(String label, double score, Box box) {

    /**
     * Of detections of the same thing the surest (non-maximum suppression).
     * @param most overlap of two things of one label, 0..1
     */
    static List<Detection> distinct(List<Detection> all, double most) {
        List<Detection> kept = new ArrayList<>();
        all.stream().sorted(Comparator.comparingDouble(Detection::score).reversed()).forEach((one) -> {
            if (kept.stream()
                .noneMatch((other) -> other.label().equals(one.label()) && other.box().overlap(one.box()) > most)) {
                kept.add(one);
            }
        });
        return kept;
    }

}
