package dev.rushes.server.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.rushes.server.Production;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.jobs.Artefacts;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.Orders;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.shots.Shots;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.operations.Tag;
import dev.rushes.workers.tags.ClipTags;
import dev.rushes.workers.tags.TagRequest;
import org.jdbi.v3.core.Handle;

/** Finds what is in footage, and publishes it. */
final class TagWork implements TaskWork {

    private final Production production;

    private final Worker worker;

    private final int threads;

    TagWork(Production production, Worker worker, int threads) {
        this.production = production;
        this.worker = worker;
        this.threads = threads;
    }

    /** One of the files beside the document. */
    private record Kind(String end, String kind, String type) {

    }

    private static final List<Kind> KINDS = List.of(new Kind(".tags.json", "tags", "application/json"),
            new Kind(".shots.csv", "shots", "text/csv"), new Kind(".tags.vtt", "captions", "text/vtt"),
            new Kind(".xmp", "sidecar", "application/rdf+xml"), new Kind(".contact.png", "contact-sheet", "image/png"));

    @Override
    public TaskKind kind() {
        return TaskKind.TAG;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        Orders.Order order = this.production.orders().of(attempt.job());
        Asset asset = this.production.asset(attempt.asset());
        Tag tag = order.recipe().tag().orElseThrow();
        Path clip = Footage.of(this.production.storage(), asset.sha256());
        // beside the footage's previews, for the shots stay when the job is deleted
        Path folder = this.production.storage().previews(asset.id()).resolve("shots").resolve(attempt.job());
        String stem = FileNames.stem(asset.name());
        TagRequest request = new TagRequest(clip, folder, asset.rate(), tag.analysers(), this.threads, asset.name(),
                null, null);
        Path document = this.worker.tag(request, monitor);
        String made = document.getFileName().toString().replaceFirst("\\.tags\\.json$", "");
        ClipTags found = Json.read(document, ClipTags.class);
        ClipTags tags = found.with(this.production.taught().apply(found.shots()));
        Shots.Pictures pictures = new Shots.Pictures(pictures(folder.resolve(made + ".thumbs"), tags.shots().size()),
                pictures(folder.resolve(made + ".strips"), tags.shots().size()));
        List<Artefacts.Made> files = new ArrayList<>();
        for (Kind kind : KINDS) {
            Path file = folder.resolve(made + kind.end());
            if (Files.exists(file)) {
                files.add(Artefacts.Made.of(kind.kind(), stem + kind.end(), kind.type(), file, monitor));
            }
        }
        this.production.shots().prepare(tags.shots());
        return (handle) -> {
            files.forEach((file) -> this.production.artefacts().add(handle, asset.id(), attempt.job(), file));
            this.production.shots().replace(handle, asset.id(), attempt.job(), asset.name(), tags, pictures);
        };
    }

    private List<String> pictures(Path folder, int shots) {
        return IntStream.range(0, shots)
            .mapToObj((shot) -> folder.resolve("%05d.jpg".formatted(shot)))
            .filter(Files::exists)
            .map((file) -> this.production.storage().root().relativize(file).toString())
            .toList();
    }

}
