package dev.rushes.server.work;

import java.nio.file.Path;

import dev.rushes.server.jobs.Wording;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Report;

/** Where files lie in the data directory is nobody's business: what they are called. */
final class Named {

    private static final Path HERE = Path.of(".");

    private Named() {
    }

    /**
     * A report for whoever asked for the job.
     * @param clip the footage's name
     * @param master the name under which the master is downloaded
     * @param asked the device of the request
     * @param device that segments were made on
     */
    static Report report(Report made, String clip, String master, String asked, String device) {
        Job job = made.job();
        Path name = Path.of(clip);
        Job named = new Job(name, HERE, job.recipe(), job.range(), job.rate(), job.interlaced(), job.timing(),
                job.damaged(), asked, job.threads(), job.segments(), job.memory());
        Report.Master output = new Report.Master(master, made.output().bytes(), made.output().sha256());
        return new Report(made.schema(), made.key(), made.versions(), named, made.clip().at(name), made.inputSha256(),
                output, made.processing(), made.encoding(), made.models(), made.frames(), made.segments(),
                made.timings(), made.peakPictureBytes(), made.peakProcessBytes(), device, made.threads(),
                made.warnings().stream().map(Wording::ofRequest).toList());
    }

}
