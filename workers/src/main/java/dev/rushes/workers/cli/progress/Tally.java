package dev.rushes.workers.cli.progress;

import dev.rushes.models.Plural;

/**
 * How far the work has come, at one moment.
 *
 * @param clip the clip's name, with its place among several, such as "2/5 a.mov"
 * @param index which clip, from 0
 * @param clips how many clips in all
 * @param phase what is being done
 * @param frames finished frames of this clip
 * @param expected frames of this clip in all, 0 if not known yet
 * @param nanos since the first frames of this clip were begun
 */
public record Tally(String clip, int index, int clips, String phase, long frames, long expected, long nanos) {

    private static final double SECOND = 1e9;

    /** Finished part of this clip, 0 to 1. */
    public double fraction() {
        return (this.expected <= 0) ? 0 : Math.min(1, (double) this.frames / this.expected);
    }

    /** Finished part of all clips, 0 to 100. */
    public double percent() {
        return 100 * (this.index + fraction()) / this.clips;
    }

    /** Frames a second, 0 if none is finished. */
    public double rate() {
        return (this.frames == 0 || this.nanos <= 0) ? 0 : this.frames * SECOND / this.nanos;
    }

    /** "12.3 fps", or "0.04 fps" if that is all. */
    public String fps() {
        return ((rate() < 1) ? "%.2f fps" : "%.1f fps").formatted(rate());
    }

    /** Time to go such as "1:05", or "" if it cannot be told. */
    public String eta() {
        return (rate() == 0 || this.expected <= 0) ? ""
                : clock(Math.round(Math.max(0, this.expected - this.frames) / rate()));
    }

    /** "120/480 frames", or "120 frames" if the end is not known. */
    public String count() {
        return this.frames + ((this.expected > 0) ? "/" + this.expected : "") + " frames";
    }

    /**
     * What is said when a clip is finished.
     * @param total frames that it has
     * @param held frames that were equal to the one before and not computed again
     */
    public String summary(long total, long held) {
        return "%s: done, %s%s in %s%s".formatted(this.clip, Plural.of(total, "frame"),
                (held > 0) ? " (" + held + " held)" : "", clock(Math.round(this.nanos / SECOND)),
                (rate() > 0) ? ", " + fps() : "");
    }

    private static String clock(long seconds) {
        long hours = seconds / 3600;
        return (hours > 0) ? "%d:%02d:%02d".formatted(hours, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

}
