package dev.rushes.workers.previews;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.engine.Clips;
import dev.rushes.workers.engine.Ffmpeg;
import dev.rushes.workers.engine.Work;
import dev.rushes.workers.job.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * A still has exactly the pixels of its frame; FFmpeg's own decoding is the witness.
 */
class StillsTests {

    private static final String RGB = "-pix_fmt rgb24";

    /** Without a range of colours between: the same filter, on every frame. */
    private static final String SCREEN = "-vf zscale=filter=bicubic:matrixin=170m:rangein=limited:chromalin=left:matrix=gbr:range=full,format=gbrp,setparams=color_primaries=unknown:color_trc=unknown,format=rgb24";

    @ParameterizedTest
    @ValueSource(strings = { "0f..60f", "7f..52f", "59f..60f" })
    void losslessFramesAreTheVeryPixels(String range) {
        Path clip = Clips.make("rgb.mkv",
                "-f lavfi -i testsrc2=160x90:rate=24000/1001,noise=alls=12:all_seed=7 -frames:v 60 -c:v ffv1 -pix_fmt gbrp");
        Work work = Work.on(clip).range(range);
        Plan plan = work.plan();
        List<String> master = Ffmpeg.pictures(work.master(), RGB);
        int first = Integer.parseInt(range.substring(0, range.indexOf('f')));
        for (int frame : new int[] { 0, master.size() / 2, master.size() - 1 }) {
            assertEquals(master.get(frame), hash(Stills.ofMaster(plan, frame, Monitor.NONE)), "master " + frame);
            assertEquals(Ffmpeg.pictures(clip, RGB).get(first + frame),
                    hash(Stills.ofSource(plan, clip, frame, Monitor.NONE)), "source " + frame);
        }
        Problem beyond = assertThrows(Problem.class, () -> Stills.ofMaster(plan, master.size(), Monitor.NONE));
        assertEquals(Problem.Kind.MEDIA, beyond.kind());
    }

    @ParameterizedTest
    @CsvSource({ "mov, -c:v mpeg2video -bf 2 -g 12", "mkv, -c:v mpeg2video -bf 2 -g 12",
            "mxf, -c:v mpeg2video -bf 2 -g 12", "ts, -c:v mpeg2video -bf 2 -g 12", "avi, -c:v mpeg4 -bf 2 -g 40",
            "mp4, -c:v libopenh264 -g 30", "mkv, -c:v libsvtav1 -preset 12 -g 30",
            "mov, -c:v prores_ks -pix_fmt yuv422p10le",
            "mov, -vf setparams=color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m -c:v prores_aw -pix_fmt yuv422p10le" })
    void theSourcesFrameIsTheOneThatBecameTheMasters(String container, String codec) {
        Path clip = Clips.make("clip." + container, "-f lavfi -i testsrc2=160x96:rate=25 -frames:v 80 " + codec);
        Work work = Work.on(clip).interlaced("none").range("21f..75f").container("mov");
        Plan plan = work.plan();
        List<String> master = Ffmpeg.pictures(work.master(), SCREEN);
        List<String> source = Ffmpeg.pictures(clip, SCREEN);
        for (int frame : new int[] { 0, 1, 30, 53 }) {
            assertEquals(source.get(21 + frame), hash(Stills.ofSource(plan, clip, frame, Monitor.NONE)), "" + frame);
            assertEquals(master.get(frame), hash(Stills.ofMaster(plan, frame, Monitor.NONE)), "master " + frame);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "keep", "cfr" })
    void aVariableRateIsFollowed(String timing) {
        Path clip = Clips.make("vfr.mov", "-f lavfi -i testsrc2=160x90:rate=25 -frames:v 40 "
                + "-vf setpts='(N+floor(N/5)*4)/25/TB' -fps_mode vfr -enc_time_base 1/1000 -c:v ffv1 -pix_fmt gbrp");
        Work work = Work.on(clip).range("7f..33f").timing(timing);
        Plan plan = work.plan();
        List<String> master = Ffmpeg.pictures(work.master(), RGB);
        for (int frame = 0; frame < master.size(); frame++) {
            assertEquals(master.get(frame), hash(Stills.ofSource(plan, clip, frame, Monitor.NONE)), "source " + frame);
            assertEquals(master.get(frame), hash(Stills.ofMaster(plan, frame, Monitor.NONE)), "master " + frame);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "png", "tiff", "ffv1" })
    void picturesAreTakenFromTheirFiles(String codec) {
        Path folder = Clips.place("scan.0008.png").getParent();
        Ffmpeg.run("-f lavfi -i testsrc2=160x90:rate=24 -frames:v 9 -start_number 8 %s/scan.%%04d.png", folder);
        Path clip = folder.resolve("scan.%04d.png");
        Work work = Work.on(clip).codec(codec).range("2f..8f");
        Plan plan = work.plan();
        work.run();
        List<String> source = Ffmpeg.pictures(folder.resolve("scan.0013.png"), RGB);
        assertEquals(source.getFirst(), hash(Stills.ofSource(plan, clip, 3, Monitor.NONE)));
        assertEquals(source.getFirst(), hash(Stills.ofMaster(plan, 3, Monitor.NONE)));
        assertThrows(Problem.class, () -> Stills.ofMaster(plan, 6, Monitor.NONE));
        Path one = folder.resolve("scan.0009.png");
        Work alone = Work.on(one).codec("png");
        Plan still = alone.plan();
        alone.run();
        assertEquals(Ffmpeg.pictures(one, RGB).getFirst(), hash(Stills.ofSource(still, one, 0, Monitor.NONE)));
        assertEquals(Ffmpeg.pictures(one, RGB).getFirst(), hash(Stills.ofMaster(still, 0, Monitor.NONE)));
    }

    @Test
    void fieldsBecomeTheFrameThatAProxyShows() {
        Path clip = Clips.make("fields.mov",
                "-f lavfi -i testsrc2=160x96:rate=50 -vf separatefields,select='eq(mod(n\\,4)\\,0)+eq(mod(n\\,4)\\,3)',weave=top,setfield=tff -r 25 -frames:v 40 -c:v prores_ks -flags +ildct");
        Work work = Work.on(clip);
        Plan plan = work.plan();
        assertEquals("tff", plan.processing().deinterlace());
        List<String> expected = Ffmpeg.pictures(clip,
                SCREEN.replace("-vf ", "-vf bwdif=mode=send_frame:deint=interlaced,"));
        for (int frame : new int[] { 0, 20, 39 }) {
            assertEquals(expected.get(frame), hash(Stills.ofSource(plan, clip, frame, Monitor.NONE)), "" + frame);
        }
    }

    @Test
    void filmThatWasPulledDownHasNoFrameOfItsOwn() {
        Path clip = Clips.make("video.mkv", "-f lavfi -i testsrc2=size=160x120:rate=24000/1001 -frames:v 100 -vf "
                + "noise=alls=20:all_seed=1,format=yuv420p,telecine=pattern=23:first_field=top -c:v ffv1");
        Plan plan = Work.on(clip).plan();
        assertEquals(true, plan.processing().telecined());
        Problem none = assertThrows(Problem.class, () -> Stills.ofSource(plan, clip, 5, Monitor.NONE));
        assertEquals(Problem.Kind.UNSUPPORTED, none.kind());
    }

    private static String hash(byte[] png) {
        try {
            Path file = Files.write(Clips.place("still.png"), png);
            return Ffmpeg.pictures(file, RGB).getFirst();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
