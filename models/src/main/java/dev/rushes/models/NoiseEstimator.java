package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Measures noise without knowing the clean picture. It is high-pass filtered in small
 * blocks; blocks that are black, white or perfectly constant say nothing and are left
 * out; of the rest the flattest carry noise and hardly any texture, and from them the
 * standard deviation is inferred ({@link FlatTail}), of all together and of those of each
 * step of light ({@link CurveFit}). That is done twice, at full and at half resolution:
 * demosaicing, chroma at half resolution and compression make noise coarse and take the
 * fine half of it away.
 */
public final class NoiseEstimator {

    /** Side of a block in pixels at full resolution, and half of it at half. */
    private static final int SIDE = 16;

    private NoiseEstimator() {
    }

    /**
     * The noise of luma and chroma: the median over the pictures in which there is
     * anything to measure.
     * @param pictures of one scene, values 0..1; a few from different places make a good
     * sample; sizes may differ
     */
    public static NoiseEstimate estimate(List<Picture> pictures) {
        List<BlockNoise> found = pictures.stream()
            .map(NoiseEstimator::block)
            .filter((noise) -> noise.count() > 0)
            .toList();
        long samples = found.stream().mapToLong(BlockNoise::count).sum();
        return new NoiseEstimate(CurveFit.of(found, BlockNoise::luma), CurveFit.of(found, BlockNoise::chroma), samples);
    }

    static BlockNoise block(Picture picture) {
        return new BlockNoise(HighPassBlocks.of(full(picture), SIDE), HighPassBlocks.of(halved(picture), SIDE / 2));
    }

    private static HighPassBlocks.Rows full(Picture picture) {
        return new HighPassBlocks.Rows(picture.width(), picture.height(), (y, row) -> {
            for (int c = 0; c < row.length; c++) {
                copy(picture, c, y, row[c]);
            }
        });
    }

    /** Each pixel the mean of four. */
    private static HighPassBlocks.Rows halved(Picture picture) {
        int width = picture.width() / 2;
        float[] upper = new float[picture.width()];
        float[] lower = new float[picture.width()];
        return new HighPassBlocks.Rows(width, picture.height() / 2, (y, row) -> {
            for (int c = 0; c < row.length; c++) {
                copy(picture, c, 2 * y, upper);
                copy(picture, c, 2 * y + 1, lower);
                for (int x = 0; x < width; x++) {
                    row[c][x] = (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]) / 4;
                }
            }
        });
    }

    private static void copy(Picture picture, int channel, int y, float[] row) {
        MemorySegment.copy(picture.plane(channel), ValueLayout.JAVA_FLOAT, (long) y * row.length * Float.BYTES, row, 0,
                row.length);
    }

}
