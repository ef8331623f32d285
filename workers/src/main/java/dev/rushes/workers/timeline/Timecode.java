package dev.rushes.workers.timeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.models.Problem;

/**
 * A SMPTE timecode label as a frame count since 00:00:00:00. Drop-frame counting exists
 * at 30000/1001 and 60000/1001 only: two (four) labels are left out each minute but every
 * tenth, so that label and wall clock agree.
 *
 * @param frame frames since label 00:00:00:00
 * @param rate exact frame rate
 * @param drop whether labels are dropped
 */
public record Timecode(long frame, Rational rate, boolean drop) {

    private static final Pattern LABEL = Pattern.compile("(\\d{1,3}):([0-5]\\d):([0-5]\\d)([:;.,])(\\d{2,3})");

    /** Whether a text looks like a timecode at all. */
    public static boolean looksLike(String text) {
        return LABEL.matcher(text).matches();
    }

    /**
     * Reads a label at a rate; ';' (or ',' or '.') before the frames says drop frame.
     * @throws Problem INVALID if it is no label, or one that does not exist at this rate
     */
    public static Timecode parse(String label, Rational rate) {
        Matcher m = LABEL.matcher(label);
        if (!m.matches()) {
            throw Problem.invalid("\"%s\" is no timecode such as 01:00:00:00", label);
        }
        boolean drop = !m.group(4).equals(":");
        int fps = nominal(rate);
        if (drop && !dropExists(rate)) {
            throw Problem.invalid("\"%s\" is a drop-frame timecode, which does not exist at %s frames a second", label,
                    rate);
        }
        long minutes = Long.parseLong(m.group(1)) * 60 + Integer.parseInt(m.group(2));
        int seconds = Integer.parseInt(m.group(3));
        int frames = Integer.parseInt(m.group(5));
        int dropped = drop ? fps / 15 : 0;
        if (frames >= fps || (drop && seconds == 0 && frames < dropped && minutes % 10 != 0)) {
            throw Problem.invalid("the timecode %s does not exist at %s frames a second", label, rate);
        }
        long frame = (minutes * 60 + seconds) * fps + frames - dropped * (minutes - minutes / 10);
        return new Timecode(frame, rate, drop);
    }

    /** Like {@link #parse}, but empty for what cannot be read: metadata is often odd. */
    public static Optional<Timecode> read(String label, Rational rate) {
        try {
            return label == null ? Optional.empty() : Optional.of(parse(label, rate));
        }
        catch (Problem ex) {
            return Optional.empty();
        }
    }

    public Timecode plus(long frames) {
        return new Timecode(Math.addExact(frame, frames), rate, drop);
    }

    /** Frames counted a second of label: 24 for 24000/1001. */
    public static int nominal(Rational rate) {
        return (int) Math.max(1, rate.round());
    }

    private static boolean dropExists(Rational rate) {
        return rate.den() == 1001 && (rate.num() == 30000 || rate.num() == 60000);
    }

    /** The label; 24 hours wrap to zero. */
    @Override
    public String toString() {
        int fps = nominal(rate);
        int dropped = drop ? fps / 15 : 0;
        long tenMinutes = fps * 600L - dropped * 9L;
        long day = drop ? tenMinutes * 144 : fps * 86400L;
        long count = Math.floorMod(frame, day);
        if (drop) {
            long rest = count % tenMinutes;
            long minute = fps * 60L - dropped;
            count += dropped * 9L * (count / tenMinutes);
            if (rest >= fps * 60L) {
                count += dropped * (1 + (rest - fps * 60L) / minute);
            }
        }
        long seconds = count / fps;
        return "%02d:%02d:%02d%s%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, drop ? ";" : ":",
                count % fps);
    }

}
