package dev.rushes.workers.media;

import dev.rushes.models.Problem;

/** What sizes of picture a codec can hold. Opens nothing, so anybody may ask. */
public final class PictureSize {

    private PictureSize() {
    }

    /**
     * Refuses a size.
     * @param width, height of the master's pictures, in pixels
     * @throws Problem INVALID with what the codec takes and what to do
     */
    public static void check(Codec codec, int width, int height) {
        String limit = limit(codec, width, height);
        if (limit != null) {
            boolean last = codec == Codec.FFV1 || codec.isPicture();
            throw Problem.invalid("%s takes pictures %s, and these come out %d × %d; %s", codec.brief(), limit, width,
                    height, last ? "enlarge them less" : "use --codec ffv1");
        }
    }

    private static String limit(Codec codec, int width, int height) {
        boolean even = width % 2 == 0 && height % 2 == 0;
        return switch (codec) {
            case DNXHR_HQX -> (width < 256 || height < 120) ? "of at least 256 × 120" : null;
            case H264 -> (!even || width < 16 || height < 16) ? "of even width and height from 16 × 16 on"
                    : ((long) width * height > 9_437_184) ? "of at most 9.4 megapixels (4096 × 2304)" : null;
            case AV1 -> (!even || width < 64 || height < 64) ? "of even width and height from 64 × 64 on"
                    : (width > 16384 || height > 8704) ? "of at most 16384 × 8704" : null;
            case PRORES_HQ, PRORES_4444 ->
                (width % 2 != 0 || width > 32767 || height > 32767) ? "of even width and at most 32767 × 32767" : null;
            case FFV1, PNG, TIFF -> (width > 32767 || height > 32767) ? "of at most 32767 × 32767" : null;
        };
    }

}
