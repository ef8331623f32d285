package dev.rushes.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a person probably meant. */
public final class Nearest {

    private Nearest() {
    }

    /**
     * The known word with the smallest edit distance (insertions, deletions, replaced and
     * swapped letters; case does not count), or empty if none is at all alike, which
     * means that more than half of the letters differ. Of equally near ones the first in
     * alphabetical order.
     */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
            .filter((candidate) -> 2 * distance(word, candidate) <= Math.max(word.length(), candidate.length()))
            .min(Comparator.<String>comparingInt((candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * How many letters have to be put in, left out, replaced or swapped with the next to
     * make one word of another (optimal string alignment); case does not count.
     */
    public static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int differs = (a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + differs);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

}
