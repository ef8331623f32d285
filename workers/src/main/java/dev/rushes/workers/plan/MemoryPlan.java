package dev.rushes.workers.plan;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

import dev.rushes.models.Device;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Processing;

/**
 * What a job takes of memory, known before it starts; it does not grow with the clip's
 * length.
 *
 * @param base of the process itself: virtual machine, libraries, models' weights
 * @param segment of one running segment
 * @param lanes pictures that a segment restores at once, which share its threads
 * @param limit that must hold
 */
public record MemoryPlan(long base, long segment, int lanes, long limit) {

    private static final long BASE = 350L << 20;

    /**
     * In a segment: two decoded and one being made, two that the converter keeps for
     * itself, and one that the next is compared with; one restored, one being encoded,
     * and one in each lane. What models see before and after comes on top. A result that
     * is kept for the next picture is a lane's, or all lanes are empty.
     */
    private static final int DECODED = 6;

    private static final int RESTORED = 2;

    /**
     * What lanes may take: enough for two of 1080p to 4K, and for as many of small
     * pictures as there are threads.
     */
    private static final long LANES = 512L << 20;

    /** Left to the rest of the machine when nobody sets a limit. */
    private static final double SHARE = 0.8;

    /**
     * Reckons.
     * @param threads that one segment has
     */
    public static MemoryPlan of(Models models, Plan plan, int threads) {
        return of(models, plan.job(), plan.clip(), plan.processing().stages(), threads);
    }

    static MemoryPlan of(Models models, Job job, ClipInfo clip, List<Processing.Stage> stages, int threads) {
        int width = clip.video().width();
        int height = clip.video().height();
        int planes = clip.video().alpha() ? 4 : 3;
        long pixels = (long) width * height;
        int context = stages.isEmpty() ? 0 : 2 * models.card(stages.getFirst().model()).reach();
        long pictures = (DECODED + context) * pixels * planes * Float.BYTES;
        long lane = 0;
        Device device = Device.resolve(job.device());
        for (Processing.Stage stage : stages) {
            lane += models.card(stage.model()).workingBytes(width, height, device);
            if (stage.measured()) {
                // the map of the noise, and the picture of which only chroma is taken
                lane += (long) width * height * (1 + planes) * Float.BYTES;
            }
            width *= stage.scale();
            height *= stage.scale();
            lane += (long) width * height * planes * Float.BYTES;
        }
        long outPixels = (long) width * height;
        int lanes = 1;
        if (lane > 0) {
            pictures += RESTORED * outPixels * planes * Float.BYTES;
            // a graphics card computes one picture after the other
            lanes = device == Device.CPU ? Math.clamp(LANES / lane, 1, threads) : 1;
        }
        // decoders keep up to 16 pictures for reference and each thread its own, encoders
        // one a thread, 16 bit 4:4:4, and packets: measured at 8K; one more is kept in
        // case
        // that the next picture is the same
        long kept = Planner.INTRA.contains(clip.video().codec()) ? 2 : 16;
        long codecs = pixels * 3 * (threads + kept) + outPixels * 6 * (threads + 5L);
        long limit = job.memory() > 0 ? job.memory() : (long) (SHARE * machine());
        long fixed = pictures + codecs;
        while (lanes > 1 && BASE + fixed + lanes * lane > limit) {
            lanes--;
        }
        return new MemoryPlan(BASE, fixed + lanes * lane, lanes, limit);
    }

    /**
     * How many segments may run at once.
     * @throws Problem EXHAUSTED with what would fit if not even one does
     */
    public int atOnce(int segments, int threads) {
        if (base + segment > limit) {
            throw Problem.exhausted(
                    "this job needs about %s of memory and may take %s; give --memory %s or more, fewer --threads or a smaller --upscale; on a server, fewer --workers",
                    size(base + segment), size(limit), size(base + segment));
        }
        // a model on four threads runs near four times as fast as on one; more threads
        // serve another segment better
        long byThreads = Math.max(1, threads / 4);
        long byMemory = (limit - base) / segment;
        return (int) Math.max(1, Math.min(segments, Math.min(byThreads, byMemory)));
    }

    private static long machine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%dM", (bytes + (1 << 20) - 1) >> 20);
    }

}
