package dev.rushes.models.dl4j;

import dev.rushes.models.AnalyserCard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A classifier that comes with the program.
 *
 * @param card what it is
 * @param classifier for one thread at a time
 */
public record Learned(AnalyserCard card, Classifier classifier) {

    /**
     * Loads one.
     * @param id such as "shot-transitions"
     */
    public static Learned shipped(String id) {
        AnalyserCard card = AnalyserCard.shipped(id);
        try {
            return new Learned(card, Classifier.load(new ByteArrayInputStream(card.bytes(id + ".zip"))));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
