package dev.rushes.workers.job;

/**
 * What came of one task.
 *
 * @param key of the plan
 * @param task its index
 * @param decoded frames that came out of the decoder
 * @param frames in the piece; the same unless the rate was converted
 * @param bytes size of the piece
 * @param sha256 of the piece
 * @param damagedPackets packets that no frame came of
 * @param damagedFrames frames that the decoder had to patch up
 * @param readError why reading broke off before the end, or null
 * @param seconds wall time
 * @param modelSeconds of these, time spent in models
 * @param reused frames that equal the one before to the last bit and took over what
 * models had made of that one
 * @param peakPictureBytes most memory that pictures took
 */
public record Piece(String key, int task, long decoded, long frames, long bytes, String sha256, long damagedPackets,
        long damagedFrames, String readError, double seconds, double modelSeconds, long reused, long peakPictureBytes) {

}
