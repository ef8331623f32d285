package dev.rushes.server.jobs;

import dev.rushes.models.Problem;

/**
 * One frame of a finished job.
 *
 * @param frame of the master, from 0 to 999,999,999
 * @param master whether it is the master's, or the source's that became it
 */
public record Still(int frame, boolean master) {

    /**
     * Reads a request.
     * @throws Problem INVALID with what is wrong
     */
    public static Still parse(String frame, String of) {
        if (frame == null || !frame.matches("[0-9]{1,9}")) {
            throw Problem.invalid("a frame is a whole number from 0 on, not \"%.40s\"", frame);
        }
        if (of == null || !of.matches("source|master")) {
            throw Problem.invalid("of must be source or master%s",
                    (of != null) ? ", not \"%.40s\"".formatted(of) : "; ask for …?of=master");
        }
        return new Still(Integer.parseInt(frame), of.equals("master"));
    }

    /** As a task's number says it. */
    public static Still of(int number) {
        return new Still(number / 2, number % 2 == 1);
    }

    int number() {
        return this.frame * 2 + (this.master ? 1 : 0);
    }

    /** "source" or "master". */
    public String of() {
        return this.master ? "master" : "source";
    }

    /** Name of its file. */
    public String file() {
        return "frame-%d.%s.png".formatted(this.frame, of());
    }

}
