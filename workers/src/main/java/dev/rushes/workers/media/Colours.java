package dev.rushes.workers.media;

/** Names of colour values as zimg's filter spells them. */
final class Colours {

    private Colours() {
    }

    /**
     * RGB is taken as full range whatever a file says: no decoder delivers it otherwise.
     */
    static String range(String name, PixelFormat format) {
        return format.rgb() || name.equals("pc") ? "full" : "limited";
    }

    static String siting(String name) {
        return switch (name) {
            case "center", "topleft", "top", "bottomleft", "bottom" -> name;
            default -> "left";
        };
    }

}
