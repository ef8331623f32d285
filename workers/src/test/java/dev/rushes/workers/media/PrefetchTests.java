package dev.rushes.workers.media;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The one boundary between threads: bounded, in order, and without a trace when closed in
 * any state.
 */
class PrefetchTests {

    private final PicturePool pool = new PicturePool();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, this.pool.live());
        this.pool.close();
    }

    @Test
    void framesComeInOrderAndEnd() {
        Numbers numbers = new Numbers(20, -1);
        try (Prefetch prefetch = new Prefetch(numbers, 2, "test")) {
            for (int i = 0; i < 20; i++) {
                try (Frame frame = prefetch.next()) {
                    assertEquals(i, frame.pts());
                }
            }
            assertNull(prefetch.next());
            assertNull(prefetch.next());
        }
        assertTrue(numbers.closed.get());
    }

    @Test
    void closesUnreadHalfReadAndFull() throws InterruptedException {
        for (int read : new int[] { 0, 1, 5 }) {
            Numbers numbers = new Numbers(1000, -1);
            try (Prefetch prefetch = new Prefetch(numbers, 3, "test")) {
                for (int i = 0; i < read; i++) {
                    prefetch.next().close();
                }
                // until it stands at a full queue, or is about to
                numbers.made(read + 3);
            }
            assertTrue(numbers.closed.get());
            assertEquals(0, this.pool.live());
        }
    }

    @Test
    void aFailureArrivesAfterTheFramesBeforeIt() {
        Numbers numbers = new Numbers(10, 4);
        try (Prefetch prefetch = new Prefetch(numbers, 2, "test")) {
            for (int i = 0; i < 4; i++) {
                prefetch.next().close();
            }
            assertEquals(Problem.Kind.MEDIA, assertThrows(Problem.class, prefetch::next).kind());
            assertNull(prefetch.next());
        }
        assertTrue(numbers.closed.get());
    }

    @Test
    void aFailureThatNobodyReadsIsForgotten() throws InterruptedException {
        Numbers numbers = new Numbers(10, 2);
        try (Prefetch _ = new Prefetch(numbers, 1, "test")) {
            numbers.made(1);
        }
        assertTrue(numbers.closed.get());
    }

    @Test
    void anInterruptedReaderIsCancelled() {
        try (Prefetch prefetch = new Prefetch(new Numbers(0, -1), 1, "test")) {
            Thread.currentThread().interrupt();
            assertEquals(Problem.Kind.CANCELLED, assertThrows(Problem.class, prefetch::next).kind());
            assertTrue(Thread.interrupted());
        }
    }

    private final class Numbers implements FrameSource {

        private final AtomicBoolean closed = new AtomicBoolean();

        private final int count;

        private final int failAt;

        private final CountDownLatch[] steps;

        private int next;

        Numbers(int count, int failAt) {
            this.count = count;
            this.failAt = failAt;
            this.steps = new CountDownLatch[count + 1];
            for (int i = 0; i <= count; i++) {
                this.steps[i] = new CountDownLatch(1);
            }
        }

        void made(int frames) throws InterruptedException {
            this.steps[frames].await();
        }

        @Override
        public Frame next() {
            this.steps[Math.min(this.next, this.count)].countDown();
            if (this.next == this.failAt) {
                throw Problem.media("broken");
            }
            return this.next == this.count ? null : new Frame(PrefetchTests.this.pool.lease(4, 4, false), this.next++);
        }

        @Override
        public void close() {
            this.closed.set(true);
        }

    }

}
