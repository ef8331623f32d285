package dev.rushes.server.downloads;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.shots.Shots;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import io.vertx.core.http.HttpMethod;

/** {@code /v1/shots/{id}/thumbnail} and {@code …/strip}. */
public final class ThumbnailRoutes {

    private final Shots shots;

    private final Storage storage;

    private final Sender sender;

    public ThumbnailRoutes(Shots shots, Storage storage, Sender sender) {
        this.shots = shots;
        this.storage = storage;
        this.sender = sender;
    }

    public List<Route> routes() {
        return List.of(picture("thumbnail", this.shots::thumbnail), picture("strip", this.shots::strip));
    }

    private Route picture(String name, BiFunction<Path, String, Path> where) {
        return Route.stream(HttpMethod.GET, "/v1/shots/{id}/" + name, Scope.READ, (exchange) -> {
            String id = exchange.request().getParam("id");
            this.sender.send(exchange, () -> {
                Path file = where.apply(this.storage.root(), id);
                return new Download(file, id + ".jpg", "image/jpeg", Files.size(file), Disk.sha256(file, Monitor.NONE),
                        true);
            });
        });
    }

}
