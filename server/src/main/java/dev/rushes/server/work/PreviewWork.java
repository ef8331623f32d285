package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.rushes.server.Production;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.jobs.Artefacts;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.previews.Previews;
import org.jdbi.v3.core.Handle;

/** Makes what the page shows of footage: proxy, poster, waveform. */
final class PreviewWork implements TaskWork {

    private final Production production;

    PreviewWork(Production production) {
        this.production = production;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.PREVIEW;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        Asset asset = this.production.asset(attempt.asset());
        Path clip = Footage.of(this.production.storage(), asset.sha256());
        List<Artefacts.Made> files = make(this.production, clip, asset.rate(), asset.id(), asset.name(), monitor);
        return (handle) -> files.forEach((file) -> this.production.artefacts().add(handle, asset.id(), null, file));
    }

    /**
     * The previews of a clip.
     * @param rate frames a second of an image sequence, or null for the usual
     * @param id of the asset or the job that they are of
     * @param name of the user's file
     */
    static List<Artefacts.Made> make(Production production, Path clip, String rate, String id, String name,
            Monitor monitor) {
        Path folder = production.storage().previews(id);
        String stem = FileNames.stem(name);
        return Previews.make(clip, rate, folder, monitor)
            .files()
            .stream()
            .map((file) -> new Artefacts.Made(file.kind(), stem + "." + file.name(), file.type(),
                    folder.resolve(file.name()), file.bytes(), file.sha256()))
            .toList();
    }

}
