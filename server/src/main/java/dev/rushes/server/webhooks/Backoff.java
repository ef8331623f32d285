package dev.rushes.server.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a message is sent again: eight times in all, over some four hours. */
final class Backoff {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30),
            Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(1),
            Duration.ofHours(2));

    /** Most that a pause is shorter or longer, so that receivers are not hit in step. */
    private static final double JITTER = 0.2;

    /** Most attempts. */
    static final int ATTEMPTS = PAUSES.size() + 1;

    private Backoff() {
    }

    /**
     * How long to wait.
     * @param attempts that have failed, 1 or more
     * @return empty if that is enough
     */
    static Optional<Duration> after(int attempts, RandomGenerator random) {
        if (attempts >= ATTEMPTS) {
            return Optional.empty();
        }
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Optional.of(Duration.ofMillis((long) (PAUSES.get(attempts - 1).toMillis() * factor)));
    }

}
