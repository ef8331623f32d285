package dev.rushes.server.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What does not work out for now: said once, however often it is met and of however many
 * files, and what costs much is tried again after longer and longer waits.
 */
final class Troubles {

    private static final long LONGEST = Duration.ofMinutes(2).toMillis();

    private final Map<Object, Trouble> troubles = new HashMap<>();

    private final Set<String> said = new HashSet<>();

    private final long first;

    /**
     * No trouble so far.
     * @param first wait after the first try; it doubles up to two minutes
     */
    Troubles(Duration first) {
        this.first = first.toMillis();
    }

    /**
     * One.
     *
     * @param since milliseconds since 1970
     * @param pause from then on, milliseconds
     */
    private record Trouble(String sentence, long since, long pause) {

    }

    /** Whether it is too early to try again. */
    boolean waiting(Object what, long now) {
        Trouble trouble = this.troubles.get(what);
        // a clock that was set back makes nobody wait
        return trouble != null && now >= trouble.since() && now - trouble.since() < trouble.pause();
    }

    /** Is to be tried again at the next look; true if the sentence is to be said. */
    boolean met(Object what, String sentence) {
        this.troubles.put(what, new Trouble(sentence, 0, 0));
        return this.said.add(sentence);
    }

    /** Is to be tried again after a wait; true if the sentence is to be said. */
    boolean failed(Object what, String sentence, long now) {
        Trouble before = this.troubles.get(what);
        long wait = (before != null && before.pause() > 0) ? before.pause() * 2 : this.first;
        this.troubles.put(what, new Trouble(sentence, now, Math.min(wait, LONGEST)));
        return this.said.add(sentence);
    }

    void over(Object what) {
        this.troubles.remove(what);
    }

    /** To be called after a look: what is not there any more is no trouble. */
    void retain(Collection<?> there) {
        this.troubles.keySet().retainAll(there);
        this.said
            .retainAll(this.troubles.values().stream().map(Trouble::sentence).collect(Collectors.toUnmodifiableSet()));
    }

    /** What an exception says to somebody who reads no Java. */
    static String sentence(Exception trouble) {
        return switch (trouble) {
            case AccessDeniedException denied ->
                denied.getFile() + " may not be opened by the user that the server runs as; change its permissions";
            case NoSuchFileException gone -> gone.getFile() + " is not there";
            case FileSystemException file when file.getReason() != null -> file.getFile() + ": " + file.getReason();
            case UncheckedIOException wrapped -> sentence(wrapped.getCause());
            case IOException other when other.getMessage() == null -> other.getClass().getSimpleName();
            default -> String.valueOf(trouble.getMessage());
        };
    }

}
