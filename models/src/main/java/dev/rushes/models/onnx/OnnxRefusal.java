package dev.rushes.models.onnx;

/** ONNX Runtime's own words for why it does not load or run something. */
public final class OnnxRefusal extends Exception {

    private static final int LONGEST = 300;

    OnnxRefusal(Throwable cause) {
        super(brief(String.valueOf(cause.getMessage())), cause);
    }

    /** The first line without the error code that leads it and a full stop. */
    private static String brief(String message) {
        String first = message.lines()
            .findFirst()
            .orElse("no reason given")
            .replaceFirst("^Error code - \\S+ - message: ", "")
            // a temporary name, which says nothing to anybody
            .replaceFirst("^Load model from .*? failed: ?", "")
            .strip();
        String cut = (first.length() > LONGEST) ? first.substring(0, LONGEST) + "…" : first;
        return cut.replaceFirst("\\.$", "");
    }

}
