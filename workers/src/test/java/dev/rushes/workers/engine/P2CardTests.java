package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.previews.Previews;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A P2 clip is its picture and, from files of their own, the channels of its sound. */
class P2CardTests {

    @TempDir
    Path card;

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mkv", "mxf" })
    void soundComesFromItsOwnFilesBitByBit(String container) throws IOException {
        Path picture = clip("0001AB", 2, 50);
        Path master = Work.on(picture).codec("prores_hq").container(container).master();
        assertEquals(Ffmpeg.pictures(picture).size(), Ffmpeg.pictures(master).size());
        for (int channel = 0; channel < 2; channel++) {
            assertEquals(samples(channel(channel), 0), samples(master, channel));
        }
        assertEquals("0.000000", Ffmpeg.picture(master).get("start_time").asText());
        assertEquals("0.000000",
                Ffmpeg.json(master, "-show_streams -select_streams a:1").at("/streams/0/start_time").asText());
    }

    @Test
    void aRangeTakesItsOwnPartOfTheSound() throws IOException {
        Path picture = clip("0001AB", 1, 50);
        Path master = Work.on(picture).codec("prores_hq").container("mov").range("10f..35f").master();
        assertEquals(25, Ffmpeg.pictures(master).size());
        String from = Ffmpeg.run("-ss 0.4 -t 1 -i %s -f md5 -c:a pcm_s16le -", channel(0));
        assertEquals(from, Ffmpeg.run("-i %s -map 0:a:0 -f md5 -c:a pcm_s16le -", master));
    }

    @Test
    void probeAndPreviewsKnowTheSound() throws IOException {
        Path picture = clip("0001AB", 4, 25);
        // another clip's
        clip("0001ABC", 1, 5);
        var info = Work.WORKER.probe(picture);
        assertEquals(List.of(1, 2, 3, 4), info.audio().stream().map((stream) -> stream.index()).toList());
        assertEquals(48000, info.audio().getFirst().sampleRate());
        assertTrue(info.bytes() > Files.size(picture));
        assertEquals(List.of("proxy", "poster", "waveform"),
                Previews.make(picture, this.card.resolve("previews"), Monitor.NONE)
                    .files()
                    .stream()
                    .map((file) -> file.kind())
                    .toList());
    }

    @Test
    void soundThatCannotBeReadIsNamed() throws IOException {
        Path picture = clip("0001AB", 2, 5);
        Files.writeString(channel(1), "no sound at all");
        Problem problem = assertThrows(Problem.class, () -> Work.on(picture).codec("prores_hq").run());
        assertTrue(problem.getMessage().contains("0001AB01.MXF"), problem.getMessage());
    }

    private Path channel(int number) {
        return this.card.resolve("CONTENTS/AUDIO/0001AB0%d.MXF".formatted(number));
    }

    private Path clip(String name, int channels, int frames) throws IOException {
        Path picture = Files.createDirectories(this.card.resolve("CONTENTS/VIDEO")).resolve(name + ".MXF");
        Path sound = Files.createDirectories(this.card.resolve("CONTENTS/AUDIO"));
        Ffmpeg.run("-f lavfi -i testsrc2=size=1920x1080:rate=25 -frames:v %d -c:v dnxhd -b:v 120M -pix_fmt yuv422p"
                + " -f mxf_opatom %s", frames, picture);
        for (int channel = 0; channel < channels; channel++) {
            Ffmpeg.run("-f lavfi -i sine=frequency=%d:sample_rate=48000 -t %s -c:a pcm_s16le -f mxf_opatom %s",
                    440 + 220 * channel, frames / 25.0, sound.resolve("%s%02d.MXF".formatted(name, channel)));
        }
        return picture;
    }

    private static List<String> samples(Path file, int stream) {
        return Ffmpeg.run("-i %s -map 0:a:%d -c:a pcm_s16le -af asetnsamples=1000 -f framemd5 -", file, stream)
            .lines()
            .filter((line) -> !line.startsWith("#"))
            .map((line) -> line.substring(line.indexOf(',') + 1))
            .toList();
    }

}
