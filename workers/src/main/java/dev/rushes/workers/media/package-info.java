/**
 * Frames in time; the only package that imports FFmpeg. Pictures come out of a
 * {@link dev.rushes.workers.media.FrameSource} and go into a
 * {@link dev.rushes.workers.media.FrameSink}; whoever holds a frame passes it on or
 * closes it. {@link dev.rushes.workers.media.Prefetch} is the only boundary between
 * threads.
 * <p>
 * 2026-11-22: zimg converts, not swscale. Measured on FFmpeg 8.0.1: through zimg a 16-bit
 * ramp comes back exactly and 8-bit 4:2:0 comes back bit by bit with the point filter,
 * through swscale neither does, since it goes through 16-bit integers and clips outside
 * 0..1; zimg was the faster as well (0.70 s against 1.14 s of processor time for 120
 * frames of 1080p). zimg writes into frames of FFmpeg's own, so one bulk copy a plane
 * brings them into the pooled tensor, which the models read in place; on the way out zimg
 * reads the tensor in place.
 */
package dev.rushes.workers.media;
