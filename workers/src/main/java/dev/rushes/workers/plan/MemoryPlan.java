package dev.rushes.workers.plan;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

import dev.rushes.models.Device;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Processing;

/**
 * What a job takes of memory, known before it starts; it does not grow with the clip's
 * length.
 *
 * @param base of the process itself: virtual machine, libraries, models' weights
 * @param segment of one running segment
 * @param limit that must hold
 */
public record MemoryPlan(long base, long segment, long limit) {

    private static final long BASE = 350L << 20;

    /**
     * In a segment: two decoded and one being made; one restored, one being made, one
     * being encoded.
     */
    private static final int DECODED = 3;

    private static final int RESTORED = 3;

    /** Left to the rest of the machine when nobody sets a limit. */
    private static final double SHARE = 0.8;

    public static MemoryPlan of(Models models, Plan plan, int threads) {
        int width = plan.clip().video().width();
        int height = plan.clip().video().height();
        int planes = plan.clip().video().alpha() ? 4 : 3;
        long pixels = (long) width * height;
        long pictures = DECODED * pixels * planes * Float.BYTES;
        long networks = 0;
        Device device = Device.resolve(plan.job().device());
        for (Processing.Stage stage : plan.processing().stages()) {
            networks += models.card(stage.model()).workingBytes(width, height, device);
            width *= stage.scale();
            height *= stage.scale();
        }
        long outPixels = (long) width * height;
        if (!plan.processing().stages().isEmpty()) {
            pictures += RESTORED * outPixels * planes * Float.BYTES;
        }
        // decoders keep up to 16 pictures for reference and each thread its own, encoders
        // one a thread, 16 bit 4:4:4
        long codecs = pixels * 3 * Math.min(16, threads + 4L) + outPixels * 6 * (threads + 2L);
        long limit = plan.job().memory() > 0 ? plan.job().memory() : (long) (SHARE * machine());
        return new MemoryPlan(BASE, pictures + networks + codecs, limit);
    }

    /**
     * How many segments may run at once.
     * @throws Problem EXHAUSTED with what would fit if not even one does
     */
    public int atOnce(int segments, int threads) {
        if (base + segment > limit) {
            throw Problem.exhausted(
                    "this job needs about %s of memory and may take %s; give --memory %s or more, fewer --threads or a smaller --upscale",
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
