package dev.rushes.workers.media;

import java.util.Arrays;
import java.util.List;

import dev.rushes.workers.job.Scene;
import dev.rushes.workers.job.Task;

/**
 * Which frames of a source are to be restored, and where its scenes begin.
 *
 * @param startPts inclusive
 * @param endPts exclusive
 * @param sceneStarts in ascending order; empty where nobody looked for cuts
 */
public record Stretch(long startPts, long endPts, long[] sceneStarts) {

    /** All frames of one scene. */
    public static final Stretch ALL = new Stretch(Long.MIN_VALUE, Long.MAX_VALUE, new long[0]);

    /** A task's part of a clip. */
    public static Stretch of(Task task, List<Scene> scenes) {
        return new Stretch(task.startPts(), task.endPts(), scenes.stream().mapToLong(Scene::startPts).toArray());
    }

    /**
     * The number of the scene that a frame belongs to; those before the first have -1.
     */
    int sceneOf(long pts) {
        int at = Arrays.binarySearch(this.sceneStarts, pts);
        return at >= 0 ? at : -at - 2;
    }

}
