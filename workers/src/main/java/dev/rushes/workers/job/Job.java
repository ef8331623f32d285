package dev.rushes.workers.job;

import java.nio.file.Path;

/**
 * What was asked: a clip, a recipe and where the result goes.
 *
 * @param clip a local regular file, or an image sequence's pattern such as
 * {@code shot.%04d.dpx}
 * @param out the folder for the master and its report; made if missing
 * @param recipe operations and output
 * @param range {@code IN..OUT} as typed (frames, seconds or timecode; OUT exclusive), or
 * null for the whole clip
 * @param rate frames a second of an image sequence, such as "24000/1001" or "25", or null
 * for what the header of DPX says, or else 24; other clips have their own
 * @param interlaced "auto" (detect, deinterlace with a notice), "keep" (pass fields
 * through) or "none" (whole pictures, whatever detection would say)
 * @param timing "keep" (variable frame rate stays so) or "cfr" (converted, with a notice)
 * @param damaged "fail" (a clip with frames missing is no master) or "keep" (what can be
 * decoded, with a warning)
 * @param device "auto", "cpu", "cuda", "cuda-half" or "tensorrt"
 * @param threads for inference, 1 or more; 0 takes what the machine or the farm grants
 * @param segments how many pieces to cut the work into, 0 for auto
 * @param memory upper bound in bytes for this process, 0 for auto
 */
public record Job(Path clip, Path out, Recipe recipe, String range, String rate, String interlaced, String timing,
        String damaged, String device, int threads, int segments, long memory) {

}
