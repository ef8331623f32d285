package dev.rushes.workers.job;

import java.util.List;
import java.util.Map;

/**
 * What was done to a clip, so that anybody can account for every picture in the master.
 *
 * @param schema "rushes.report/1"
 * @param key of the plan; the same plan need not be carried out twice
 * @param versions of Rushes, FFmpeg, ONNX Runtime and Java
 * @param job what was asked
 * @param clip what the source is
 * @param inputSha256 of the source file; of a sequence, over its files' hashes
 * @param output the master
 * @param processing decisions about the picture, with reasons
 * @param encoding decisions about the master
 * @param models at work, with hash and licence
 * @param frames how many went in and came out
 * @param segments what each took
 * @param timings wall seconds a step
 * @param peakPictureBytes most memory that pictures took in one segment
 * @param peakProcessBytes most resident memory of the process that assembled
 * @param device that models ran on
 * @param threads for models
 * @param warnings one sentence each
 */
public record Report(String schema, String key, Map<String, String> versions, Job job, ClipInfo clip,
        String inputSha256, Master output, Processing processing, Encoding encoding, List<ModelUsed> models,
        Frames frames, List<Piece> segments, Map<String, Double> timings, long peakPictureBytes, long peakProcessBytes,
        String device, int threads, List<String> warnings) {

    public static final String SCHEMA = "rushes.report/1";

    /**
     * The finished file or folder.
     *
     * @param name its file name
     * @param bytes its size, of all files together
     * @param sha256 of the file; of a sequence, over its files' hashes
     */
    public record Master(String name, long bytes, String sha256) {

    }

    /** A model that worked on the picture. */
    public record ModelUsed(String id, String version, String sha256, String licence, String source) {

    }

    /**
     * Accounts for every frame.
     *
     * @param listed by the source's container in the range, or -1 if it does not say
     * @param decoded from it
     * @param written to the master
     * @param patched by the decoder, for the source is damaged there
     * @param reused of those decoded: equal to the frame before to the last bit, so that
     * they took over what models had made of that one; the first of a segment never is
     */
    public record Frames(long listed, long decoded, long written, long patched, long reused) {

    }

}
