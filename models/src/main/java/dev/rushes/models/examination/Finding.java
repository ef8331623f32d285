package dev.rushes.models.examination;

/**
 * What was found out of one field of a model's card.
 *
 * @param value as the card has it, in words
 * @param confidence 0..1, 1 for what is certain
 * @param how it was found
 */
public record Finding(String value, double confidence, String how) {

    static Finding of(Object value, double confidence, String how, Object... args) {
        return new Finding(String.valueOf(value), Math.round(100 * confidence) / 100.0, how.formatted(args));
    }

}
