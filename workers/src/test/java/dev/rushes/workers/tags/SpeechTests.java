package dev.rushes.workers.tags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who speaks and claps when. */
class SpeechTests {

    @TempDir
    private Path folder;

    /** A voice that FFmpeg makes where it was built with flite, as Debian's is. */
    private Path voice() {
        Path file = this.folder.resolve("voice.wav");
        try {
            Process ffmpeg = new ProcessBuilder("ffmpeg", "-v", "error", "-f", "lavfi", "-i",
                    "flite=text='Scene twelve take four. The camera rolls and everybody is quiet.':voice=slt", "-ar",
                    "48000", "-t", "3", "-y", file.toString())
                .redirectErrorStream(true)
                .start();
            ffmpeg.getInputStream().readAllBytes();
            Assumptions.assumeTrue(ffmpeg.waitFor(1, TimeUnit.MINUTES) && ffmpeg.exitValue() == 0,
                    "this machine's ffmpeg cannot speak (flite)");
        }
        catch (IOException | InterruptedException ex) {
            Assumptions.abort("there is no ffmpeg to speak: " + ex.getMessage());
        }
        return file;
    }

    private static Shot.AudioFacts heard(Path clip) {
        return Tagged.of(clip, "sound", "speech").tags().shots().getFirst().audio();
    }

    private static Path clip(String sound) {
        return Clips.make("speech.mov",
                "-f lavfi -i color=c=gray:size=64x48:rate=25:duration=8 " + sound + " -c:v ffv1 -c:a pcm_s16le -t 8");
    }

    /** From two seconds to five, over a noisy room. */
    @ParameterizedTest
    @ValueSource(strings = { "[v][n]amix=duration=longest:normalize=0",
            "[v]volume=0.1[w];[w][n]amix=duration=longest:normalize=0",
            "[v]apad=whole_dur=8[w];[n][w]join=inputs=2:channel_layout=stereo",
            "[v]apad=whole_dur=8,pan=stereo|c0=c0|c1=-1*c0[w];[n]anullsink;[w]anull" })
    void speechIsFoundWhereItIs(String mix) {
        Path clip = clip("-i " + voice() + " -f lavfi -i anoisesrc=color=pink:amplitude=0.003:seed=3:duration=8 "
                + "-filter_complex '[1:a]adelay=2000:all=1[v];[2:a]anull[n];" + mix + "'");
        Shot.AudioFacts audio = heard(clip);
        assertTrue(!audio.speech().isEmpty(), audio.toString());
        assertEquals(50, audio.speech().getFirst().getFirst(), 5, audio.toString());
        assertEquals(125, audio.speech().getLast().getLast(), 8, audio.toString());
        assertEquals(3.0 / 8, audio.speechRatio(), 0.08, audio.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "anoisesrc=color=pink:amplitude=0.3:seed=5", "sine=frequency=220",
            "aevalsrc='0.2*sin(2*PI*262*t)+0.2*sin(2*PI*330*t)+0.2*sin(2*PI*392*t)*exp(-mod(t,0.5)*5)':s=48000",
            "anullsrc" })
    void whatIsNoSpeechIsNone(String sound) {
        Shot.AudioFacts audio = heard(clip("-f lavfi -i " + sound));
        assertEquals(List.of(), audio.speech());
        assertEquals(0, audio.speechRatio());
    }

    @Test
    void nobodyListensWhoWasNotAsked() {
        Shot.AudioFacts audio = Tagged.of(clip("-f lavfi -i sine=frequency=220"), "shots", "sound")
            .tags()
            .shots()
            .getFirst()
            .audio();
        assertNull(audio.speech());
        assertNull(audio.speechRatio());
    }

    /** A burst of noise that dies away, as a slate is clapped. */
    @ParameterizedTest
    @CsvSource({ "1.00, 25", "3.52, 88", "6.2, 155" })
    void aClapIsFoundToTheFrame(double time, int frame) {
        Path clip = clip(
                "-f lavfi -i aevalsrc='0.002*(random(0)-0.5)+0.6*(random(1)-0.5)*exp(-60*max(t-%1$s\\,0))*gte(t\\,%1$s)':s=48000"
                    .formatted(time));
        assertEquals(List.of(frame), heard(clip).clap());
    }

    /** Tones that begin and stay, thuds, and a voice are no claps. */
    @ParameterizedTest
    @ValueSource(strings = { "aevalsrc='0.3*sin(2*PI*3000*t)*gte(mod(t,2),1)':s=48000",
            "aevalsrc='0.6*sin(2*PI*90*t)*exp(-40*mod(t,2))':s=48000", "anoisesrc=color=white:amplitude=0.2:seed=7" })
    void whatIsNoClapIsNone(String sound) {
        assertEquals(List.of(), heard(clip("-f lavfi -i " + sound)).clap());
    }

    @Test
    void wordsAreNoClaps() {
        assertEquals(List.of(), heard(clip("-i " + voice())).clap());
    }

    @Test
    void firstAndLastSound() {
        ClipTags.Clip clip = Tagged
            .of(clip("-f lavfi -i aevalsrc='0.2*sin(2*PI*440*t)*between(t,2,5)':s=48000"), "sound")
            .tags()
            .clip();
        assertEquals(50, clip.firstSound().frame());
        assertEquals(125, clip.lastSound().frame(), 1);
        ClipTags.Clip mute = Tagged.of(clip("-f lavfi -i anullsrc"), "sound").tags().clip();
        assertNull(mute.firstSound());
        assertNull(mute.lastSound());
    }

    /** By the alignment of its words: from frame 12.25 to 55.25. */
    @Test
    void aSentenceWithKnownWords() throws IOException {
        Path clip = Clips.footage("LipNet-GRID/id2_vcd_swwp2s.mpg");
        List<String> words = Files.readAllLines(Clips.footage("LipNet-GRID/swwp2s.align"));
        double start = Integer.parseInt(words.get(1).split(" ")[0]) / 1000.0;
        double end = Integer.parseInt(words.getLast().split(" ")[0]) / 1000.0;
        Shot.AudioFacts audio = heard(clip);
        assertEquals(1, audio.speech().size());
        assertEquals(start, audio.speech().getFirst().getFirst(), 3);
        assertEquals(end, audio.speech().getFirst().getLast(), 4);
    }

}
