package dev.rushes.server.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often an address has shown a wrong key of late. A number of addresses is
 * remembered; whoever has many of them drives old ones out, and guesses 256 bits none the
 * sooner.
 */
final class FailedKeys {

    private static final int ADDRESSES = 10_000;

    private static final int ALLOWED = 20;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;

    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }

    };

    FailedKeys(Clock clock) {
        this.clock = clock;
    }

    /** Whether the address has to wait. */
    synchronized boolean tooMany(String address) {
        Window window = this.windows.get(address);
        return window != null && window.count() >= ALLOWED && this.clock.millis() < window.end();
    }

    synchronized void add(String address) {
        long now = this.clock.millis();
        this.windows.merge(address, new Window(1, now + WINDOW.toMillis()),
                (old, fresh) -> (now < old.end()) ? new Window(old.count() + 1, old.end()) : fresh);
    }

    private record Window(int count, long end) {

    }

}
