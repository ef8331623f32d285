package dev.rushes.server.watch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.rushes.server.storage.Numbered;

/** How far apart the pictures of a sequence came, in the order in which they did. */
final class Rhythm {

    private Rhythm() {
    }

    /**
     * The longest pause, milliseconds. One while a number was missing may be the time
     * that somebody took to see that: such count as far as a quarter of all pauses are as
     * long, for machines that each make a part of a sequence leave gaps for hours too.
     */
    static long pause(Found sequence) {
        List<Found.Part> parts = sequence.parts()
            .stream()
            .sorted(Comparator.comparingLong(Found.Part::modified).thenComparingInt(Rhythm::number))
            .toList();
        long[] pauses = new long[parts.size() - 1];
        long longest = 0;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < pauses.length; i++) {
            least = Math.min(least, number(parts.get(i)));
            most = Math.max(most, number(parts.get(i)));
            pauses[i] = parts.get(i + 1).modified() - parts.get(i).modified();
            boolean gap = most - least > i;
            longest = gap ? longest : Math.max(longest, pauses[i]);
        }
        Arrays.sort(pauses);
        return Math.max(longest, (pauses.length > 0) ? pauses[(pauses.length - 1) * 3 / 4] : 0);
    }

    private static int number(Found.Part part) {
        return Numbered.parse(part.path().getFileName().toString()).orElseThrow().number();
    }

}
