package dev.rushes.workers.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Device;
import dev.rushes.models.Model;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Restorer;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;

/** Every model on the same pictures of our own making. */
public final class Showcase {

    private final Models models;

    private final Device device;

    private final int threads;

    private final Monitor monitor;

    /**
     * A showcase.
     * @param threads for a model
     */
    public Showcase(Models models, Device device, int threads, Monitor monitor) {
        this.models = models;
        this.device = device;
        this.threads = threads;
        this.monitor = monitor;
    }

    /** Measures the models and shows the pictures in a strip. */
    public Strip of(List<ModelCard> cards) {
        Path still = temporary();
        Path moving = temporary();
        Strip strip = new Strip();
        try {
            OwnPictures.write(still);
            OwnPictures.writeMoving(moving);
            for (ModelCard card : cards) {
                Degradation degradation = Degradation.of(card.suits().equals("camera") ? "camera" : null, card);
                TestSet set = TestSet.in((card.window() > 1) ? moving : still, degradation, this.monitor);
                try (Model model = this.models.open(card, this.device, this.threads)) {
                    switch (model) {
                        case Restorer restorer ->
                            new Evaluation(restorer, degradation, this.monitor, strip).run(set, (_) -> {
                            });
                    }
                }
            }
            return strip;
        }
        finally {
            remove(still);
            remove(moving);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("rushes-strip-");
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "a temporary folder cannot be made");
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
        }
        catch (IOException ex) {
            throw Disk.problem(ex, folder + " cannot be removed");
        }
    }

}
