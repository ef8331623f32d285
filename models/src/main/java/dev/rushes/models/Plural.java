package dev.rushes.models;

/** Counts in sentences. */
public final class Plural {

    private Plural() {
    }

    /**
     * Such as "1 frame" and "25 frames".
     * @param one the word for one thing, whose plural only adds an s
     */
    public static String of(long count, String one) {
        return count + " " + one + ((count == 1) ? "" : "s");
    }

}
