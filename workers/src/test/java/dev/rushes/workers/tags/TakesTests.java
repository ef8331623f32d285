package dev.rushes.workers.tags;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** Shots that are takes of the same. */
class TakesTests {

    private static final Path SAMPLES = Path
        .of("../models/src/main/npm/node_modules/@vladmandic/human/assets/samples.jpg")
        .toAbsolutePath()
        .normalize();

    private static Shot shot(Path clip) {
        return Tagged.of(clip, "objects").tags().shots().getFirst();
    }

    private static Path take(String name, String part, String then) {
        return Clips.make(name, "-f lavfi -i movie=" + SAMPLES + ",crop=" + part
                + ",scale=640:460,crop=640:360,loop=30:1,trim=end_frame=30,setpts=N/25/TB,fps=25" + then);
    }

    @Test
    void aTakeIsKnownWhateverItsCodecAndGrain() {
        Takes takes = new Takes();
        Shot first = shot(take("one.mkv", "160:115:330:0", " -c:v ffv1 -pix_fmt yuv420p"));
        Shot second = shot(take("two.mp4", "158:114:331:0", ",noise=alls=4:allf=t -c:v mpeg4 -q:v 4"));
        Shot other = shot(take("other.mkv", "140:115:1132:0", " -c:v ffv1 -pix_fmt yuv420p"));
        assertEquals("one/1", takes.group("one", List.of(first)).getFirst().takesGroup());
        assertEquals("one/1", takes.group("two", List.of(second)).getFirst().takesGroup());
        assertEquals("other/1", takes.group("other", List.of(other)).getFirst().takesGroup());
        // again, and nothing changes
        assertEquals("one/1", takes.group("two", List.of(second)).getFirst().takesGroup());
        // the first clip is another now; its group has the second still
        String apart = takes.group("one", List.of(other.with(List.of()))).getFirst().takesGroup();
        assertEquals("other/1", apart);
        Shot unlike = shot(Clips.make("bars.mkv", "-f lavfi -i testsrc2=s=640x360:r=25,trim=end_frame=5 -c:v ffv1"));
        assertNotEquals("one/1", takes.group("one", List.of(unlike)).getFirst().takesGroup());
    }

    /**
     * Seven faces before one wall are seven shots; one person who signs five words has
     * five takes.
     */
    @Test
    void peopleOfRealFootageAreToldApart() throws Exception {
        Takes takes = new Takes();
        Map<String, List<String>> groups = new TreeMap<>();
        List<Path> clips = new ArrayList<>();
        for (String one : List.of("sample-videos/asl_gestures/again.mkv", "LipNet-GRID/bbaf2n.mpg")) {
            try (Stream<Path> beside = Files.list(Clips.footage(one).getParent())) {
                beside.filter((file) -> file.toString().matches(".*\\.(mkv|mpg)")).sorted().forEach(clips::add);
            }
        }
        for (Path clip : clips) {
            String name = clip.getFileName().toString().replaceFirst("\\.[^.]+$", "");
            String group = takes.group(name, List.of(shot(clip))).getFirst().takesGroup();
            groups.computeIfAbsent(group, (_) -> new ArrayList<>()).add(name);
        }
        assertEquals(
                new TreeSet<>(List.of("again brother help student yes", "book learn", "eat", "hungry",
                        "milk please sorry thanks", "want", "bbaf2n", "brbk7n", "id2_vcd_swwp2s", "lbax4n", "lbbc2a",
                        "sbia1a", "swiz3n")),
                new TreeSet<>(groups.values().stream().map((names) -> String.join(" ", names)).toList()));
    }

}
