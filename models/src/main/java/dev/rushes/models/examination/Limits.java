package dev.rushes.models.examination;

/**
 * What an examination may take.
 *
 * @param fileBytes of an ONNX file and its data files together
 * @param memoryBytes of address space, Java's own included
 * @param seconds from the start to the answer
 */
public record Limits(long fileBytes, long memoryBytes, long seconds) {

    /** Enough for the largest networks that restore pictures. */
    public static final Limits STANDARD = new Limits(256L << 20, 8L << 30, 15 * 60);

}
