package dev.rushes.workers.job;

import java.nio.file.Path;
import java.util.List;

/**
 * A job made concrete: every decision is taken, so that its tasks can run anywhere, in
 * any order, more than once, and give the same bytes. This is the document that
 * {@code rushes plan} prints.
 *
 * @param schema "rushes.plan/1"
 * @param key SHA-256 over everything that decides the output's bytes; finished pieces
 * carry it, so that pieces of another plan are never mixed in
 * @param job what was asked
 * @param clip what the clip is
 * @param processing the decisions about the picture
 * @param encoding the decisions about the master
 * @param shift seconds "num/den" that are added to the source's times, of all streams
 * alike: brings a range's beginning, or a transport stream's arbitrary start, to 0
 * @param timecode the master's start timecode, or null
 * @param tasks one a segment, in order
 * @param master where the finished master goes (a file, or a folder for a sequence)
 * @param report where the report goes
 * @param workspace the hidden folder beside the master that holds pieces until assembly
 * @param notices what a person should know about these decisions, one sentence each
 */
public record Plan(String schema, String key, Job job, ClipInfo clip, Processing processing, Encoding encoding,
        String shift, String timecode, List<Task> tasks, Path master, Path report, Path workspace,
        List<String> notices) {

    public static final String SCHEMA = "rushes.plan/1";

    /** Whether a variable frame rate becomes a constant one. */
    public boolean convertsRate() {
        return clip.video().timing().equals("vfr") && encoding.timing().equals("cfr");
    }

}
