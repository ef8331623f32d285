package dev.rushes.workers.tags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What others read in the sidecar: exiftool, where it is installed. */
class XmpSidecarTests {

    private static final Path CLIP = Clips.make("sidecar.mov",
            "-f lavfi -i color=0x200808:size=64x48:rate=30000/1001:duration=1 -f lavfi -i testsrc2=size=64x48:rate=30000/1001:duration=2"
                    + " -filter_complex [0][1]concat=n=2:v=1,format=yuv422p10 -c:v prores_ks -timecode 01:00:00;00");

    private static JsonNode exiftool(Path file) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("exiftool", "-json", "-struct", "-G0:1", file.toString()).start();
        }
        catch (IOException none) {
            Assumptions.abort("exiftool is not installed");
            return null;
        }
        String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), json);
        return new ObjectMapper().readTree(json).get(0);
    }

    @Test
    void exiftoolReadsShotsAndTimes() throws Exception {
        Tagged tagged = Tagged.of(CLIP);
        JsonNode read = exiftool(tagged.file(".xmp"));
        assertEquals("01:00:00;00", read.at("/XMP:XMP-xmpDM:StartTimecode/TimeValue").asText(), read.toPrettyString());
        assertEquals(90, read.at("/XMP:XMP-xmpDM:Duration/Value").asInt());
        assertEquals("dark", read.at("/XMP:XMP-dc:Subject/0").asText());
        JsonNode track = read.at("/XMP:XMP-xmpDM:Tracks/0");
        assertEquals("f30000s1001", track.path("FrameRate").asText());
        assertEquals(List.of("0+30 Shot 1", "30+60 Shot 2"),
                track.path("Markers")
                    .valueStream()
                    .map((marker) -> marker.path("StartTime").asText() + "+" + marker.path("Duration").asText() + " "
                            + marker.path("Name").asText())
                    .toList());
        assertEquals("dark", track.at("/Markers/0/Comment").asText());
    }

    @Test
    void anothersSidecarIsLeftAlone() throws IOException {
        Path folder = Files.createTempDirectory("tagged");
        Path sidecar = folder.resolve("sidecar.xmp");
        Files.writeString(sidecar, "<x:xmpmeta>a camera's</x:xmpmeta>");
        Tagged.into(folder, CLIP);
        assertEquals("<x:xmpmeta>a camera's</x:xmpmeta>", Files.readString(sidecar));
    }

}
