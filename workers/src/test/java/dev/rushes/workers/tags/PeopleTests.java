package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who and what is to be seen, by eye and by our networks. */
class PeopleTests {

    /** Pictures that come with the package of the networks: eight small ones in a row. */
    private static final Path SAMPLES = Path
        .of("../models/src/main/npm/node_modules/@vladmandic/human/assets/samples.jpg")
        .toAbsolutePath()
        .normalize();

    /** A man at a table with a plate before him. */
    private static final String MAN = "160:115:330:0";

    /** A man between two women. */
    private static final String THREE = "140:156:1132:0";

    /** A part of the samples, for some frames. */
    private static String still(String part, int frames, String then) {
        return "-f lavfi -i movie=" + SAMPLES + ",crop=" + part
                + ",scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:-1:-1:gray,loop=" + frames
                + ":1,trim=end_frame=" + frames + ",setpts=N/25/TB,fps=25" + then + " -c:v ffv1 -pix_fmt yuv420p";
    }

    private static Shot shot(Path clip) {
        ClipTags tags = Tagged.of(clip, "faces", "objects", "picture").tags();
        assertEquals(1, tags.shots().size());
        return tags.shots().getFirst();
    }

    @Test
    void aFaceIsFoundWhereItIs() {
        Shot shot = shot(Clips.make("man.mkv", still(MAN, 30, "")));
        assertEquals(1, shot.people().count());
        assertEquals(1, shot.faces().size());
        Shot.Face face = shot.faces().getFirst();
        assertEquals(1, face.screenRatio());
        assertTrue(face.score() > 0.8, face.toString());
        // his nose
        Shot.Area box = face.box();
        assertTrue(box.left() < 0.69 && box.left() + box.width() > 0.71, face.toString());
        assertTrue(box.top() < 0.34 && box.top() + box.height() > 0.38, face.toString());
        assertNotNull(shot.size());
    }

    /** The same face in a picture in which it is larger. */
    @ParameterizedTest
    @CsvSource({ "1, MCU", "1.5, CU", "2.4, ECU" })
    void sizesFollowTheFace(double zoom, String size) {
        String crop = ",crop=iw/%1$s:ih/%1$s:(iw-iw/%1$s)*0.6:(ih-ih/%1$s)*0.25,scale=640:360".formatted(zoom);
        assertEquals(size, shot(Clips.make("zoom.mkv", still(MAN, 10, crop))).size().type());
    }

    @Test
    void threeAreThree() {
        Shot shot = shot(Clips.make("three.mkv", still(THREE, 20, "")));
        assertEquals(3, shot.people().count(), shot.toString());
        assertTrue(shot.faces().size() >= 2, shot.toString());
    }

    @Test
    void eachShotHasItsOwn() {
        Path clip = Clips.make("two.mkv", "-f lavfi -i movie=" + SAMPLES + ",crop=" + MAN
                + ",scale=640:460,crop=640:360,loop=30:1,trim=end_frame=30,setpts=N/25/TB,fps=25 "
                + "-f lavfi -i testsrc2=size=640x360:rate=25,trim=end_frame=30 "
                + "-filter_complex [0]format=yuv420p,setsar=1[a];[1]format=yuv420p,setsar=1[b];[a][b]concat=n=2:v=1 -c:v ffv1");
        List<Shot> shots = Tagged.of(clip, "faces").tags().shots();
        assertEquals(List.of(0, 30), shots.stream().map((shot) -> shot.start().frame()).toList());
        assertEquals(1, shots.get(0).people().count());
        assertEquals(0, shots.get(1).people().count());
        assertNull(shots.get(1).size());
        assertEquals(List.of(), shots.get(1).faces());
        assertNull(shots.get(1).objects());
    }

    @Test
    void nobodyLooksWhoWasNotAsked() {
        Shot shot = Tagged.of(Clips.make("man.mkv", still(MAN, 30, "")), "shots").tags().shots().getFirst();
        assertNull(shot.faces());
        assertNull(shot.people());
        assertNull(shot.size());
    }

    @Test
    void theModelsAreNamed() {
        ClipTags tags = Tagged.of(Clips.make("man.mkv", still(MAN, 30, "")), "faces", "objects").tags();
        assertEquals(List.of("shot-transitions", "faces", "objects"),
                tags.models().stream().map(ClipTags.Model::id).toList());
        tags.models()
            .forEach((model) -> assertTrue(model.sha256().matches("[0-9a-f]{64}") && !model.facts().isEmpty()));
    }

    /** By eye: people, size of the shot, and a thing that is there. */
    @ParameterizedTest
    @CsvSource({ "LipNet-GRID/bbaf2n.mpg, 1, CU, ", "LipNet-GRID/lbbc2a.mpg, 1, CU, ",
            "LipNet-GRID/swiz3n.mpg, 1, CU, ", "sample-videos/asl_gestures/yes.mkv, 1, MWS, ",
            "sample-videos/asl_gestures/help.mkv, 1, MWS, ", "sample-videos/asl_gestures/hungry.mkv, 1, MWS, ",
            "gpmf-parser/max-heromode.mp4, 0, , car", "moviepy/video_with_failing_audio.mp4, 4, WS, airplane",
            "PySceneDetect/counter.mp4, 0, , ", "sample-videos/bottle-detection.mp4, 0, , bottle" })
    void realFootage(String name, int people, String size, String thing) {
        Path clip = Clips.footage(name);
        Shot shot = Tagged.of(clip, "faces", "objects").tags().shots().getFirst();
        assertEquals(people, shot.people().count(), shot.people().toString());
        assertEquals(size, shot.size() == null ? null : shot.size().type());
        if (thing != null) {
            assertTrue(shot.objects().stream().anyMatch((each) -> each.label().equals(thing)),
                    String.valueOf(shot.objects()));
        }
    }

}
