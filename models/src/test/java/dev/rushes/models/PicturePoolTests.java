package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PicturePoolTests {

    @Test
    void aPictureIsAnAlignedTensorOfThreePlanes() {
        try (PicturePool pool = new PicturePool(); Picture picture = pool.lease(7, 5, false)) {
            assertEquals(7, picture.width());
            assertEquals(5, picture.height());
            assertEquals(3 * 5 * 7 * 4, picture.tensor().byteSize());
            assertEquals(0, picture.tensor().address() % 64);
            for (int c = 0; c < 3; c++) {
                assertEquals(5 * 7 * 4, picture.plane(c).byteSize());
                assertEquals(picture.tensor().address() + 140L * c, picture.plane(c).address());
            }
            assertFalse(picture.hasAlpha());
            assertNull(picture.alpha());
        }
    }

    @Test
    void alphaIsAPlaneOfItsOwn() {
        try (PicturePool pool = new PicturePool(); Picture picture = pool.lease(7, 5, true)) {
            assertTrue(picture.hasAlpha());
            assertEquals(5 * 7 * 4, picture.alpha().byteSize());
            assertEquals(0, picture.alpha().address() % 64);
            assertTrue(picture.tensor().asOverlappingSlice(picture.alpha()).isEmpty());
        }
    }

    @Test
    void twoPicturesNeverShareMemory() {
        try (PicturePool pool = new PicturePool();
                Picture one = pool.lease(16, 16, true);
                Picture other = pool.lease(16, 16, true)) {
            one.tensor().fill((byte) 1);
            other.tensor().fill((byte) 2);
            assertEquals(1, one.tensor().get(ValueLayout.JAVA_BYTE, 0));
            assertNotEquals(one.alpha().address(), other.alpha().address());
            assertEquals(2, pool.live());
        }
    }

    @Test
    void memoryOfEqualSizeIsUsedAgain() {
        try (PicturePool pool = new PicturePool()) {
            long address;
            try (Picture first = pool.lease(64, 32, false)) {
                address = first.tensor().address();
            }
            try (Picture again = pool.lease(32, 64, false)) {
                assertEquals(address, again.tensor().address());
            }
            assertEquals(3 * 64 * 32 * 4, pool.peakBytes());
            assertEquals(0, pool.live());
        }
    }

    @Test
    void noMoreThanTheBoundLiesIdleAndTheOldestGoesFirst() {
        long bytes = 3 * 64 * 64 * 4;
        try (PicturePool pool = new PicturePool(bytes)) {
            Picture first = pool.lease(64, 64, false);
            Picture second = pool.lease(64, 64, false);
            long kept = second.tensor().address();
            MemorySegment gone = first.tensor();
            first.close();
            second.close();
            assertFalse(gone.scope().isAlive());
            try (Picture third = pool.lease(64, 64, false)) {
                assertEquals(kept, third.tensor().address());
            }
            assertEquals(2 * bytes, pool.peakBytes());
        }
    }

    @Test
    void closingAPictureTwiceOrUsingItAfterwardsIsCaught() {
        try (PicturePool pool = new PicturePool()) {
            Picture picture = pool.lease(2, 2, true);
            picture.close();
            assertThrows(IllegalStateException.class, picture::close);
            assertThrows(IllegalStateException.class, picture::tensor);
            assertThrows(IllegalStateException.class, () -> picture.plane(1));
            assertThrows(IllegalStateException.class, picture::alpha);
            assertEquals(0, pool.live());
        }
    }

    @Test
    void memoryThatIsSharedComesBackWithTheLast() {
        try (PicturePool pool = new PicturePool()) {
            Picture first = pool.lease(8, 8, true);
            first.tensor().fill((byte) 5);
            Picture second = first.share();
            assertTrue(second.isShareOf(first));
            assertEquals(2, pool.live());
            first.close();
            assertThrows(IllegalStateException.class, first::close);
            assertThrows(IllegalStateException.class, first::share);
            try (Picture other = pool.lease(8, 8, true)) {
                assertNotEquals(other.tensor().address(), second.tensor().address());
                assertFalse(other.isShareOf(second));
            }
            assertEquals(5, second.tensor().get(ValueLayout.JAVA_BYTE, 0));
            long address = second.tensor().address();
            Picture third = second.share();
            second.close();
            third.close();
            assertEquals(0, pool.live());
            try (Picture again = pool.lease(8, 8, true)) {
                assertEquals(address, again.tensor().address());
                assertFalse(again.isShareOf(third), "the same memory, lent anew");
            }
        }
    }

    @Test
    void contentIsComparedToTheLastBit() {
        try (PicturePool pool = new PicturePool();
                Picture one = pool.lease(5, 3, true);
                Picture other = pool.lease(5, 3, true);
                Picture opaque = pool.lease(5, 3, false);
                Picture turned = pool.lease(3, 5, true)) {
            for (Picture each : List.of(one, other, opaque, turned)) {
                each.tensor().fill((byte) 0);
                if (each.hasAlpha()) {
                    each.alpha().fill((byte) 0);
                }
            }
            assertTrue(one.hasContentOf(other));
            assertFalse(one.hasContentOf(opaque));
            assertFalse(one.hasContentOf(turned));
            other.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, 44, Float.MIN_VALUE);
            assertFalse(one.hasContentOf(other), "the last value of blue");
            other.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, 44, 0);
            other.alpha().setAtIndex(ValueLayout.JAVA_FLOAT, 14, -0f);
            assertFalse(one.hasContentOf(other), "the sign of the last opacity");
        }
    }

    @Test
    void aPictureOutlivesItsPoolAndIsFreedWhenItComesBack() {
        PicturePool pool = new PicturePool();
        Picture picture = pool.lease(8, 8, false);
        MemorySegment memory = picture.tensor();
        pool.close();
        memory.fill((byte) 7);
        assertThrows(IllegalStateException.class, () -> pool.lease(8, 8, false));
        picture.close();
        assertFalse(memory.scope().isAlive());
        assertEquals(0, pool.live());
    }

    @Test
    void whatNoMachineHasIsExhaustedAndLeavesNothingBehind() {
        try (PicturePool pool = new PicturePool()) {
            Problem large = assertThrows(Problem.class, () -> pool.lease(1 << 24, 1 << 24, false));
            assertEquals(Problem.Kind.EXHAUSTED, large.kind());
            Problem larger = assertThrows(Problem.class, () -> pool.lease(Integer.MAX_VALUE, Integer.MAX_VALUE, true));
            assertEquals(Problem.Kind.EXHAUSTED, larger.kind());
            assertEquals(0, pool.live());
            assertEquals(0, pool.peakBytes());
            assertThrows(IllegalArgumentException.class, () -> pool.lease(0, 5, false));
        }
    }

    @Test
    void manyThreadsMayLeaseAtOnce() throws Exception {
        try (PicturePool pool = new PicturePool(1 << 16); ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                byte mine = (byte) (t + 1);
                results.add(threads.submit(() -> {
                    boolean right = true;
                    for (int i = 0; i < 500; i++) {
                        try (Picture picture = pool.lease(20 + i % 3, 20, i % 2 == 0)) {
                            picture.tensor().fill(mine);
                            Thread.onSpinWait();
                            right &= picture.tensor().get(ValueLayout.JAVA_BYTE, 0) == mine && picture.tensor()
                                .get(ValueLayout.JAVA_BYTE, picture.tensor().byteSize() - 1) == mine;
                        }
                    }
                    return right;
                }));
            }
            for (Future<Boolean> result : results) {
                assertTrue(result.get());
            }
            assertEquals(0, pool.live());
        }
    }

}
