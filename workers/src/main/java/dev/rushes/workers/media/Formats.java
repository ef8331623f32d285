package dev.rushes.workers.media;

/** What is let in. */
final class Formats {

    /**
     * FFmpeg's demuxers that read one local file and nothing else: no playlists, no
     * concatenation scripts, no network.
     */
    static final String WHITELIST = String.join(",", "mov", "mp4", "m4a", "3gp", "3g2", "mj2",
            "mov,mp4,m4a,3gp,3g2,mj2", "matroska", "webm", "matroska,webm", "avi", "mxf", "mxf_opatom", "mpegts",
            "mpegtsraw", "mpeg", "mpegvideo", "h264", "hevc", "vvc", "m4v", "obu", "av1", "ivf", "dv", "gxf", "lxf",
            "nut", "flv", "asf", "ogg", "rm", "y4m", "yuv4mpegpipe", "wtv", "gif", "apng", "image2", "image2pipe",
            "png_pipe", "jpeg_pipe", "mjpeg", "tiff_pipe", "dpx_pipe", "exr_pipe", "bmp_pipe", "webp_pipe", "j2k_pipe",
            "jpegls_pipe", "cineon_pipe", "hdr_pipe", "pam_pipe", "ppm_pipe", "pgm_pipe", "sgi_pipe", "tga_pipe",
            "qoi_pipe", "jpegxl_pipe", "jpegxl_anim");

    private Formats() {
    }

    /** FFmpeg names its readers of single pictures so. */
    static boolean isStill(String format) {
        return format.endsWith("_pipe") || format.equals("image2pipe");
    }

}
