package dev.rushes.workers.plan;

import dev.rushes.models.Problem;
import dev.rushes.workers.engine.Clips;
import dev.rushes.workers.engine.Work;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Memory is known before work begins. */
class MemoryPlanTests {

    @Test
    void whatCannotFitIsRefusedWithAdvice() {
        Problem problem = assertThrows(Problem.class, () -> plan(100 << 20, 500 << 20, 300 << 20).atOnce(4, 8));
        assertEquals(Problem.Kind.EXHAUSTED, problem.kind());
        assertTrue(problem.getMessage().contains("600M") && problem.getMessage().contains("300M"),
                problem.getMessage());
        assertTrue(problem.getMessage().contains("--memory 600M or more"), problem.getMessage());
    }

    @Test
    void noMoreSegmentsRunThanMemoryAndThreadsAllow() {
        assertEquals(1, plan(100, 100, 250).atOnce(9, 64));
        assertEquals(2, plan(100, 100, 300).atOnce(9, 64));
        assertEquals(3, plan(100, 1, 300).atOnce(3, 64));
        assertEquals(1, plan(100, 1, 300).atOnce(9, 2));
    }

    @Test
    void aJobThatCannotFitLeavesNothing() {
        Work work = Work.on(Clips.make("small.mov", "-f lavfi -i testsrc2=64x48 -frames:v 2 -c:v mpeg4"))
            .memory(1 << 20);
        assertEquals(Problem.Kind.EXHAUSTED, assertThrows(Problem.class, work::run).kind());
        assertTrue(!work.out().toFile().exists() || work.out().toFile().list().length == 0);
    }

    private static MemoryPlan plan(long base, long segment, long limit) {
        return new MemoryPlan(base, segment, 1, limit);
    }

}
