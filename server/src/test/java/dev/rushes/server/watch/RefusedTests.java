package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.rushes.server.fixture.Databases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** Footage that is refused before there is a job: said once, beside it and as a job. */
class RefusedTests extends WatchedFolder {

    @ParameterizedTest
    @EnumSource
    void aSidecarsMistakeIsSaidOnceAndForgivenWhenItIsMended(Databases kind) throws IOException {
        open(kind);
        Path clip = clip("a.mov", "footage");
        Path sidecar = Files.writeString(this.root.resolve("a.mov.json"), "{\"nobody\\u0000 knows\": 1}");
        looks(8);
        open(kind);
        looks(8);
        assertEquals(1, refused().size());
        assertEquals(refused().getFirst(), "a.mov: " + Files.readString(error(clip)).strip());
        assertTrue(refused().getFirst().contains("unknown field \"nobody\uFFFD knows\""), refused().toString());
        Files.writeString(sidecar, "{\"labels\": 1}");
        looks(2);
        assertEquals(2, refused().size());
        Files.writeString(sidecar, "{}");
        looks(2);
        assertEquals(List.of("a.mov"), jobs());
        end("done", null);
        looks(2);
        assertFalse(Files.exists(error(clip)));
        assertEquals(2, refused().size());
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownPresetOfASidecarIsSaidAndWaitedFor(Databases kind) throws IOException {
        open(kind);
        Path clip = clip("a.mov", "footage");
        Files.writeString(this.root.resolve("a.mov.json"), "{\"preset\": \"grain\"}");
        looks(8);
        open(kind);
        looks(8);
        assertEquals(1, refused().size());
        assertTrue(Files.readString(error(clip)).contains("there is no preset \"grain\""), refused().toString());
        this.database.update((handle) -> handle.execute("INSERT INTO presets"
                + " SELECT 'grain', title, recipe, revision, created, changed FROM presets WHERE name = 'restore'"));
        looks(2);
        assertEquals(List.of("a.mov"), jobs());
        end("done", null);
        looks(1);
        // of footage that was taken, a preset that is deleted is no news
        this.database.update((handle) -> handle.execute("DELETE FROM presets WHERE name = 'grain'"));
        open(kind);
        looks(8);
        assertEquals(1, refused().size());
        assertFalse(Files.exists(error(clip)));
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatMayNotBeReadIsSaidOnceAndTakenWhenItMay(Databases kind) throws IOException {
        open(kind);
        Path clip = clip("a.mov", "footage");
        Files.setPosixFilePermissions(clip, Set.of());
        assumeFalse(Files.isReadable(clip), "who runs this may read everything");
        looks(8);
        open(kind);
        looks(8);
        assertEquals(1, refused().size());
        assertEquals(refused().getFirst(), "a.mov: " + Files.readString(error(clip)).strip());
        Files.setPosixFilePermissions(clip, Set.of(PosixFilePermission.OWNER_READ));
        looks(2);
        assertEquals(List.of("a.mov"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aPictureThatMayNotBeReadIsFoundByTheCopy(Databases kind) throws IOException {
        open(kind);
        for (int frame = 1; frame <= 20; frame++) {
            clip("shot.%04d.dpx".formatted(frame), "frame " + frame);
        }
        Path fifth = this.root.resolve("shot.0005.dpx");
        Files.setPosixFilePermissions(fifth, Set.of());
        assumeFalse(Files.isReadable(fifth), "who runs this may read everything");
        looks(8);
        open(kind);
        looks(8);
        assertEquals(1, refused().size());
        assertTrue(refused().getFirst().contains("shot.0005.dpx may not be opened"), refused().toString());
        Files.setPosixFilePermissions(fifth, Set.of(PosixFilePermission.OWNER_READ));
        looks(20);
        assertEquals(List.of("shot.[0001-0020].dpx"), jobs());
        assertEquals(1, refused().size());
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDiesBeforeItIsNotedSaysItAfterwards(Databases kind) throws IOException {
        open(kind);
        Path clip = clip("a.mov", "footage");
        Files.writeString(this.root.resolve("a.mov.json"), "{");
        this.desk.before = () -> {
            throw new AssertionError("kill -9");
        };
        looks(3);
        this.clock.step(Duration.ofMinutes(1));
        assertThrows(AssertionError.class, () -> looks(1));
        assertTrue(Files.exists(error(clip)));
        assertEquals(List.of(), refused());
        this.desk.before = () -> {
        };
        open(kind);
        try (Heard heard = new Heard()) {
            looks(8);
            assertEquals(List.of(), heard.warnings(), "it stands there already");
        }
        assertEquals(1, refused().size());
    }

    private static Path error(Path clip) {
        return clip.resolveSibling(clip.getFileName() + Scan.ERROR);
    }

}
