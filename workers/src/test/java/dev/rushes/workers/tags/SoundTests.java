package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is heard of sounds whose properties are known. */
class SoundTests {

    private static Path clip(String sound) {
        return Clips.make("sound.mov", "-f lavfi -i testsrc2=64x48:rate=25:duration=6 -f lavfi -i " + sound
                + " -shortest -c:v ffv1 -c:a pcm_f32le -strict -2");
    }

    /** EBU Tech 3341's first case: a sine of 1 kHz, −23 dBFS in both channels. */
    @Test
    void aSineOfKnownLoudness() {
        ClipTags.Loudness loudness = Tagged
            .of(clip("aevalsrc='0.070795*sin(2*PI*1000*t)|0.070795*sin(2*PI*1000*t)':s=48000:d=6"), "sound")
            .tags()
            .clip()
            .loudness();
        assertEquals(-23, loudness.integratedLufs(), 0.1);
        assertEquals(-23, loudness.truePeakDbtp(), 0.2);
        assertEquals(0, loudness.lra(), 0.1);
    }

    @Test
    void silenceHasNoLoudness() {
        Tagged tagged = Tagged.of(clip("anullsrc=d=6"));
        assertNull(tagged.tags().clip().loudness().integratedLufs());
        assertNull(tagged.tags().clip().loudness().truePeakDbtp());
        assertEquals(List.of("whole"), tagged.qc("silent"));
        assertEquals(new Shot.AudioFacts(null, 1, 0.0, List.of(), List.of()), tagged.tags().shots().getFirst().audio());
        assertEquals(List.of("silent"), tagged.tags().shots().getFirst().tags().stream().map(Shot.Tag::name).toList());
    }

    @Test
    void aThirdOfSilence() {
        Tagged tagged = Tagged.of(clip("aevalsrc='0.1*sin(2*PI*440*t)*not(between(t,2,4))':s=48000:d=6"));
        assertEquals(1 / 3.0, tagged.tags().shots().getFirst().audio().silenceRatio(), 0.01);
    }

    @Test
    void channelsThatAreWrong() {
        assertEquals(List.of("whole"),
                Tagged.of(clip("aevalsrc='0.1*sin(2*PI*440*t)|0':d=6"), "sound").qc("dead-channel"));
        assertEquals(List.of("whole"),
                Tagged.of(clip("aevalsrc='0.1*sin(2*PI*440*t)|0.1*sin(2*PI*440*t)':d=6"), "sound").qc("same-channels"));
        assertEquals(List.of("whole"),
                Tagged.of(clip("aevalsrc='0.1*sin(2*PI*440*t)|-0.1*sin(2*PI*440*t)':d=6"), "sound").qc("out-of-phase"));
        Tagged stereo = Tagged.of(clip("aevalsrc='0.1*sin(2*PI*440*t)|0.1*sin(2*PI*660*t)':d=6"), "sound");
        assertTrue(stereo.tags().clip().qc().isEmpty(), stereo.tags().clip().qc().toString());
    }

    @Test
    void clippingIsFoundWhereItIs() {
        Tagged tagged = Tagged.of(clip("aevalsrc='clip(sin(2*PI*440*t)*(0.2+2*between(t,2,2.5)),-1,1)':s=48000:d=6"),
                "sound");
        assertEquals(List.of("50..63"), tagged.qc("clipped-sound"));
    }

    @Test
    void aClipWithoutSound() {
        Tagged tagged = Tagged.of(Clips.make("mute.mkv", "-f lavfi -i testsrc2=64x48:rate=25:duration=1 -c:v ffv1"));
        assertNull(tagged.tags().clip().loudness());
        assertNull(tagged.tags().shots().getFirst().audio());
    }

}
