package dev.rushes.workers.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.rushes.models.ModelCard;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.models.Restorer;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.FrameSource;
import dev.rushes.workers.media.Stages;
import dev.rushes.workers.media.Stretch;

/**
 * Measures a model on files one after the other, frame by frame: memory depends on the
 * size of a picture alone.
 */
public final class Evaluation {

    private final Restorer model;

    private final ModelCard card;

    private final Degradation degradation;

    private final Monitor monitor;

    private final Consumer<Sample> samples;

    /** An evaluation of which no pictures are wanted. */
    public Evaluation(Restorer model, Degradation degradation, Monitor monitor) {
        this(model, degradation, monitor, (_) -> {
        });
    }

    /**
     * An evaluation.
     * @param model closed by its owner
     * @param samples is shown a frame of each file: the first for which the model sees
     * all that it wants to see, if there is one
     */
    public Evaluation(Restorer model, Degradation degradation, Monitor monitor, Consumer<Sample> samples) {
        this.model = model;
        this.card = model.card();
        this.degradation = degradation;
        this.monitor = monitor;
        this.samples = samples;
    }

    /**
     * Measures a set.
     * @param result takes what came of each file as it is known, and the mean at last
     * @throws Problem MEDIA if a file is damaged, CANCELLED
     */
    public void run(TestSet set, Consumer<Comparison> result) {
        List<Comparison> all = new ArrayList<>();
        for (Material material : set.items()) {
            this.monitor.phase("measuring " + material.name());
            all.add(measure(material));
            result.accept(all.getLast());
        }
        result.accept(Comparison.mean(all));
    }

    private Comparison measure(Material material) {
        try (PicturePool pool = new PicturePool();
                Recording recording = new Recording(material, this.degradation, pool, this.monitor)) {
            double sigma = this.card.scale() > 1 ? 0 : sigma(material, recording, pool);
            int scale = this.card.scale();
            List<Baseline> baselines = Baseline.all(material.width() / scale, material.height() / scale, scale, sigma,
                    pool);
            try {
                return compare(material, recording, sigma, baselines, pool);
            }
            finally {
                baselines.forEach(Baseline::close);
            }
        }
    }

    /** What the model is told of the noise. */
    private double sigma(Material material, Recording recording, PicturePool pool) {
        if (this.degradation.crf() == 0) {
            return this.degradation.sigma();
        }
        try (Material.Reader originals = material.open(pool);
                FrameSource degraded = recording.open();
                Frame first = degraded.next()) {
            return NoiseSeen.between(originals.next(), Pixels.of(first.picture()));
        }
    }

    private Comparison compare(Material material, Recording recording, double sigma, List<Baseline> baselines,
            PicturePool pool) {
        // as the literature does: enlarging has too little to go by at the borders
        int shave = this.card.scale() > 1 ? this.card.scale() : 0;
        boolean clip = !material.info().still();
        Score restoredScore = new Score(shave, clip);
        Map<Baseline, Score> scores = new LinkedHashMap<>();
        baselines.stream().filter(Baseline::exists).forEach(baseline -> scores.put(baseline, new Score(shave, clip)));
        Sample.Pictures shown = null;
        long frames = 0;
        List<Stages.Stage> stages = List.of(new Stages.Stage(this.model, sigma / 255));
        try (Material.Reader originals = material.open(pool);
                FrameSource degraded = recording.open();
                Stages restored = new Stages(recording.open(), Stretch.ALL, stages, pool, 1)) {
            Pixels original;
            while ((original = originals.next()) != null) {
                if (this.monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                try (Frame from = degraded.next(); Frame to = restored.next()) {
                    if (from == null || to == null) {
                        throw new IllegalStateException(material.name() + " lost a frame");
                    }
                    Pixels result = Pixels.of(to.picture());
                    restoredScore.add(original, result);
                    Map<String, Pixels> plain = new LinkedHashMap<>();
                    for (Map.Entry<Baseline, Score> entry : scores.entrySet()) {
                        Pixels other = entry.getKey().apply(from.picture());
                        entry.getValue().add(original, other);
                        plain.put(entry.getKey().name(), other);
                    }
                    if (frames == 0 || frames == this.card.reach()) {
                        shown = new Sample.Pictures(Pixels.of(from.picture()), plain, result, original);
                    }
                }
                frames++;
                this.monitor.frames(1);
            }
        }
        Map<String, Figures> others = new LinkedHashMap<>();
        for (Baseline baseline : baselines) {
            others.put(baseline.name(), baseline.exists() ? scores.get(baseline).figures() : null);
        }
        Comparison comparison = new Comparison(this.card.id(), this.degradation.name(), material.name(),
                material.width(), material.height(), frames, sigma, restoredScore.figures(), others);
        this.samples.accept(new Sample(comparison, this.card.scale(), shown));
        return comparison;
    }

}
