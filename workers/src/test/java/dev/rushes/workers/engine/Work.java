package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Operation;
import dev.rushes.workers.operations.Upscale;

/** A job, said in a few words. */
public final class Work {

    public static final Worker WORKER = new Worker(Models.shipped());

    private final Path clip;

    private final Path out;

    private final List<Operation> operations = new ArrayList<>();

    private String codec = "ffv1";

    private String container = "auto";

    private String range;

    private String rate;

    private String interlaced = "auto";

    private String timing = "keep";

    private String damaged = "fail";

    private int segments = 1;

    private int threads = 2;

    private long memory;

    private Work(Path clip, Path out) {
        this.clip = clip;
        this.out = out;
    }

    /** A pass-through into FFV1, in one segment, until said otherwise. */
    public static Work on(Path clip) {
        return on(clip, Clips.place("out"));
    }

    public static Work on(Path clip, Path out) {
        return new Work(clip, out);
    }

    public Work codec(String id) {
        this.codec = id;
        return this;
    }

    public Work container(String name) {
        this.container = name;
        return this;
    }

    public Work range(String text) {
        this.range = text;
        return this;
    }

    public Work rate(String text) {
        this.rate = text;
        return this;
    }

    public Work interlaced(String what) {
        this.interlaced = what;
        return this;
    }

    public Work timing(String what) {
        this.timing = what;
        return this;
    }

    public Work damaged(String what) {
        this.damaged = what;
        return this;
    }

    public Work segments(int number) {
        this.segments = number;
        return this;
    }

    public Work threads(int number) {
        this.threads = number;
        return this;
    }

    public Work memory(long bytes) {
        this.memory = bytes;
        return this;
    }

    public Work denoise(String strength) {
        return denoise(strength, "auto");
    }

    public Work denoise(String strength, String model) {
        this.operations.add(new Denoise(strength, model));
        return this;
    }

    public Work grain(String strength, String grain) {
        this.operations.add(new Denoise(strength, grain, "auto"));
        return this;
    }

    public Work upscale(int scale) {
        this.operations.add(new Upscale(scale, "auto"));
        return this;
    }

    public Job job() {
        return new Job(this.clip, this.out, new Recipe(this.operations, new Output(this.codec, this.container)),
                this.range, this.rate, this.interlaced, this.timing, this.damaged, "cpu", this.threads, this.segments,
                this.memory);
    }

    public Path out() {
        return this.out;
    }

    public Plan plan() {
        return WORKER.plan(job(), Monitor.NONE);
    }

    public Outcome run() {
        return WORKER.process(job(), Monitor.NONE);
    }

    /** The finished master. */
    public Path master() {
        return run().master();
    }

    public static Report report(Outcome outcome) {
        return Json.read(outcome.report(), Report.class);
    }

}
