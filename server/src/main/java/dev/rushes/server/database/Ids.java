package dev.rushes.server.database;

import java.security.SecureRandom;

/**
 * Names of rows: a prefix that says what it is, the time, and chance; they sort by age
 * and cannot be guessed.
 */
public final class Ids {

    /** Crockford's: no letters that look like digits. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int TIME_LETTERS = 9;

    private static final int RANDOM_LETTERS = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {
    }

    /**
     * A new one.
     * @param kind such as "job"
     * @param millis now
     * @return such as {@code job_01k9z7w3q5t8x2m4n6p0r1s3v}
     */
    public static String next(String kind, long millis) {
        StringBuilder id = new StringBuilder(kind).append('_');
        for (int i = TIME_LETTERS - 1; i >= 0; i--) {
            id.append(ALPHABET.charAt((int) (millis >>> (5 * i)) & 31));
        }
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return id.toString();
    }

    /** Whether somebody else's text could be one of the kind; keeps paths and SQL out. */
    public static boolean looksLike(String kind, String text) {
        return text.matches(kind + "_[" + ALPHABET + "]{" + (TIME_LETTERS + RANDOM_LETTERS) + "}");
    }

}
