package dev.rushes.workers.tags;

/**
 * How sharp a picture is: how much of the difference between neighbours is lost when it
 * is blurred once more (Crété-Roffet et al., "The blur effect", 2007). Little in one that
 * is blurred already.
 */
final class Sharpness {

    /** Pixels of the blur. */
    private static final int BLUR = 9;

    private Sharpness() {
    }

    /**
     * Of a picture in the direction that is the softer.
     * @param luma rows from the top, 0..255
     * @return 0 for what cannot be blurred any more, to 1
     */
    static double of(int[] luma, int width, int height) {
        return Math.min(along(luma, height, width, width, 1), along(luma, width, height, 1, width));
    }

    /**
     * Along lines whose neighbours are so far apart and whose pixels are a step apart.
     */
    private static double along(int[] luma, int lines, int length, int apart, int step) {
        long all = 0;
        double lost = 0;
        for (int line = 0; line < lines && length > BLUR; line++) {
            int begin = line * apart;
            for (int i = BLUR; i < length; i++) {
                int middle = begin + (i - BLUR / 2) * step;
                int sharp = Math.abs(luma[middle] - luma[middle - step]);
                // the next blurred value differs by what enters less what leaves
                int soft = Math.abs(luma[begin + i * step] - luma[begin + (i - BLUR) * step]);
                all += sharp;
                lost += Math.max(0, sharp - (double) soft / BLUR);
            }
        }
        return all == 0 ? 0 : lost / all;
    }

}
