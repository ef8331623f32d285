package dev.rushes.workers.media;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.rushes.models.Device;
import dev.rushes.models.Models;
import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.models.Restorer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Equal pictures are restored once, on any number of lanes, and nothing stays behind. */
class StagesTests {

    /** Each letter is a picture of its own. */
    private static final String SHOTS = "aaaaaaaaaaaaaaaaaaaabcbbddddefghiijjkkllaaaaaaaaa";

    private final PicturePool pool = new PicturePool();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, this.pool.live());
        this.pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 8 })
    void equalPicturesShareOneResult(int lanes) {
        Set<Long> results = new HashSet<>();
        List<Frame> frames = new ArrayList<>();
        try (Restorer model = model(); Stages stages = stages(SHOTS, model, lanes)) {
            Frame frame;
            while ((frame = stages.next()) != null) {
                assertEquals(frames.size(), frame.pts());
                try (Picture alone = restore(model, SHOTS.charAt(frames.size()))) {
                    assertTrue(alone.hasContentOf(frame.picture()), "frame " + frames.size());
                }
                results.add(frame.picture().tensor().address());
                frames.add(frame);
            }
            assertNull(stages.next());
            assertEquals(SHOTS.length(), frames.size());
            int runs = 1;
            for (int i = 1; i < SHOTS.length(); i++) {
                boolean held = SHOTS.charAt(i) == SHOTS.charAt(i - 1);
                assertEquals(held, frames.get(i).picture().isShareOf(frames.get(i - 1).picture()), "frame " + i);
                runs += held ? 0 : 1;
            }
            assertEquals(runs, results.size());
            assertEquals(SHOTS.length() - runs, stages.reused());
        }
        frames.forEach(Frame::close);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void closesAtAnyPoint(int lanes) {
        for (int read = 0; read <= SHOTS.length(); read++) {
            try (Restorer model = model(); Stages stages = stages(SHOTS, model, lanes)) {
                for (int i = 0; i < read; i++) {
                    stages.next().close();
                }
            }
            assertEquals(0, this.pool.live(), read + " were read");
        }
    }

    /** A title of any length takes the memory of a few frames. */
    @Test
    void neverHoldsMoreThanTheLanesAndOneMore() {
        int lanes = 3;
        try (Restorer model = model(); Stages stages = stages("a".repeat(500), model, lanes)) {
            Frame frame;
            while ((frame = stages.next()) != null) {
                // its source, its result and what is handed out of it
                assertTrue(this.pool.live() <= 3, this.pool.live() + " pictures");
                frame.close();
            }
        }
    }

    @Test
    void aFailureArrivesAfterTheFramesBeforeIt() {
        try (Restorer model = model(); Stages stages = stages("aabb!", model, 1)) {
            for (int i = 0; i < 4; i++) {
                stages.next().close();
            }
            assertEquals(Problem.Kind.MEDIA, assertThrows(Problem.class, stages::next).kind());
        }
    }

    private static Restorer model() {
        Models models = Models.shipped();
        return (Restorer) models.open(models.pick("upscale", 2), Device.CPU, 1);
    }

    private Stages stages(String shots, Restorer model, int lanes) {
        return new Stages(new Letters(shots), Stretch.ALL, List.of(new Stages.Stage(model, 0)), this.pool, lanes);
    }

    private Picture restore(Restorer model, char letter) {
        try (Picture picture = picture(letter)) {
            return model.restore(picture, 0, this.pool);
        }
    }

    private Picture picture(char letter) {
        Picture picture = this.pool.lease(12, 10, false);
        Random random = new Random(letter);
        for (int i = 0; i < 3 * 12 * 10; i++) {
            picture.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat());
        }
        return picture;
    }

    /** A frame a letter; an exclamation mark is a fault. */
    private final class Letters implements FrameSource {

        private final String shots;

        private int next;

        Letters(String shots) {
            this.shots = shots;
        }

        @Override
        public Frame next() {
            if (this.next == this.shots.length()) {
                return null;
            }
            char letter = this.shots.charAt(this.next);
            if (letter == '!') {
                throw Problem.media("broken");
            }
            return new Frame(picture(letter), this.next++);
        }

        @Override
        public void close() {
            // what it gave away is not its own
        }

    }

}
