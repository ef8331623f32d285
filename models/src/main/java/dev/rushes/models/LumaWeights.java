package dev.rushes.models;

/**
 * What luma is made of.
 *
 * @param red, green, blue their parts in it, together 1
 */
public record LumaWeights(double red, double green, double blue) {

    /** Of BT.709. */
    public static final LumaWeights BT709 = of("bt709");

    /**
     * Those of a matrix.
     * @param matrix FFmpeg's name, such as "bt709" or "smpte170m"; what has no luma of
     * its own has BT.709's
     */
    public static LumaWeights of(String matrix) {
        return switch (matrix) {
            case "smpte170m", "bt470bg" -> of(0.299, 0.114);
            case "fcc" -> of(0.30, 0.11);
            case "smpte240m" -> of(0.212, 0.087);
            case "bt2020nc", "bt2020c" -> of(0.2627, 0.0593);
            default -> of(0.2126, 0.0722);
        };
    }

    private static LumaWeights of(double red, double blue) {
        return new LumaWeights(red, 1 - red - blue, blue);
    }

    double of(double r, double g, double b) {
        return this.red * r + this.green * g + this.blue * b;
    }

}
