package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;

import java.lang.foreign.MemorySegment;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Bulk copies between FFmpeg's float planes, in the order G, B, R, A, and pooled
 * pictures.
 */
final class Planes {

    private Planes() {
    }

    /** A picture with a frame's content. */
    static Picture lease(AVFrame frame, int width, int height, boolean alpha, PicturePool pool) {
        Picture picture = pool.lease(width, height, alpha);
        copy(frame, 0, picture.plane(1), width, height);
        copy(frame, 1, picture.plane(2), width, height);
        copy(frame, 2, picture.plane(0), width, height);
        if (alpha) {
            copy(frame, 3, picture.alpha(), width, height);
        }
        return picture;
    }

    private static void copy(AVFrame frame, int plane, MemorySegment target, int width, int height) {
        int row = width * Float.BYTES;
        av_image_copy_plane(new Address(target), row, frame.data(plane), frame.linesize(plane), row, height);
    }

}
