package dev.rushes.workers.media;

import java.util.Arrays;
import java.util.List;

import dev.rushes.models.Noise;
import dev.rushes.workers.job.Scene;
import dev.rushes.workers.job.Task;

/**
 * Which frames of a source are to be restored, and where its scenes begin.
 *
 * @param startPts inclusive
 * @param endPts exclusive
 * @param sceneStarts in ascending order; empty where nobody looked for cuts
 * @param noises of the scenes, null for clean ones; as many
 */
public record Stretch(long startPts, long endPts, long[] sceneStarts, List<Noise> noises) {

    /** All frames of one scene. */
    public static final Stretch ALL = new Stretch(Long.MIN_VALUE, Long.MAX_VALUE, new long[0], List.of());

    /** A task's part of a clip. */
    public static Stretch of(Task task, List<Scene> scenes) {
        return new Stretch(task.startPts(), task.endPts(), scenes.stream().mapToLong(Scene::startPts).toArray(),
                scenes.stream().map(Scene::noise).toList());
    }

    /**
     * The number of the scene that a frame belongs to; those before the first have -1.
     */
    int sceneOf(long pts) {
        int at = Arrays.binarySearch(this.sceneStarts, pts);
        return at >= 0 ? at : -at - 2;
    }

    /**
     * The noise of a scene, null for none. What comes before the first, as in damaged
     * files, has the first one's.
     */
    Noise noiseOf(int scene) {
        return this.noises.isEmpty() ? null : this.noises.get(Math.max(0, scene));
    }

}
