package dev.rushes.server.downloads;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.assets.AssetDocument;
import dev.rushes.server.assets.AssetLibrary;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.Storage;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.MimeMapping;

/** {@code /v1/artefacts/{id}}, {@code /v1/assets/{id}/content} and {@code …/files}. */
public final class DownloadRoutes {

    private final Database database;

    private final Storage storage;

    private final Blobs blobs;

    private final AssetLibrary library;

    private final Clock clock;

    private final FileRoutes files;

    private final Sender sender;

    public DownloadRoutes(Database database, Storage storage, Blobs blobs, AssetLibrary library, Clock clock,
            Sender sender) {
        this.database = database;
        this.storage = storage;
        this.blobs = blobs;
        this.library = library;
        this.clock = clock;
        this.sender = sender;
        this.files = new FileRoutes(storage, library, clock, this.sender);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(this.files.routes());
        routes.addAll(List.of(Route.stream(HttpMethod.GET, "/v1/artefacts/{id}", Scope.READ, this::artefact),
                Route.stream(HttpMethod.GET, "/v1/assets/{id}/content", Scope.READ, this::asset)));
        return routes;
    }

    private void asset(Exchange exchange) {
        String id = exchange.request().getParam("id");
        this.sender.send(exchange, () -> {
            AssetDocument asset = this.library.get(id);
            if (asset.files() > 1) {
                throw Problem.conflict("\"%s\" is of %d files; %s lists them with an address for each", asset.name(),
                        asset.files(), asset.href());
            }
            this.library.used(id, this.clock.millis());
            Path file = this.blobs.file(asset.sha256())
                .orElseThrow(() -> Problem.internal(null, "the file of \"%s\" is gone from the data directory",
                        asset.name()));
            String type = MimeMapping.mimeTypeForFilename(asset.name());
            // footage is a stranger's: a page of theirs must not open as one of ours
            boolean media = type != null && type.matches("(video|audio)/[a-z0-9.+-]+");
            return new Download(file, asset.name(), media ? type : "application/octet-stream", asset.size(),
                    asset.sha256(), false);
        });
    }

    private void artefact(Exchange exchange) {
        String id = exchange.request().getParam("id");
        this.sender.send(exchange, () -> find(id));
    }

    private Download find(String id) {
        if (!Ids.looksLike("art", id)) {
            throw missing(id);
        }
        return this.database
            .read((handle) -> handle
                .createQuery("SELECT name, type, bytes, sha256, path, kind FROM artefacts WHERE id = ?")
                .bind(0, id)
                .map((row, _) -> new Download(inside(row.getString("path")), row.getString("name"),
                        row.getString("type"), row.getLong("bytes"), row.getString("sha256"),
                        !row.getString("kind").equals("master")))
                .findOne())
            .orElseThrow(() -> missing(id));
    }

    private static Problem missing(String id) {
        return Problem.notFound("there is no artefact %.40s; it may have been deleted with its job", id);
    }

    /** Rows are ours, and yet none shall lead out of the data directory. */
    private Path inside(String relative) {
        Path file = this.storage.root().resolve(relative).normalize();
        if (!file.startsWith(this.storage.root())) {
            throw Problem.internal(null, "the artefact's path %s leads out of the data directory", relative);
        }
        return file;
    }

}
