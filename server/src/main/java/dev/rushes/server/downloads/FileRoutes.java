package dev.rushes.server.downloads;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import dev.rushes.models.Problem;
import dev.rushes.server.assets.AssetDocument;
import dev.rushes.server.assets.AssetLibrary;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.storage.Reel;
import dev.rushes.server.storage.Storage;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.MimeMapping;

/** {@code /v1/assets/{id}/files}: footage of several files, one by one. */
final class FileRoutes {

    private static final int PAGE = 1000;

    private static final int LARGEST_PAGE = 10_000;

    private final Storage storage;

    private final AssetLibrary library;

    private final Clock clock;

    private final Sender sender;

    FileRoutes(Storage storage, AssetLibrary library, Clock clock, Sender sender) {
        this.sender = sender;
        this.storage = storage;
        this.library = library;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/assets/{id}/files", this::list).taking("cursor", "limit"),
                Route.stream(HttpMethod.GET, "/v1/assets/{id}/files/{name}", Scope.READ, this::file));
    }

    private Reply list(Call call) {
        AssetDocument asset = this.library.get(call.path("id"));
        int limit = call.query("limit", PAGE, 1, LARGEST_PAGE);
        int from = call.query("cursor", 0, 0, Integer.MAX_VALUE);
        if (asset.files() == 1) {
            return Reply
                .ok(new Page(List.of(new Item(asset.name(), asset.size(), asset.sha256(), asset.href())), null));
        }
        List<Item> items = Reel.files(this.storage.blob(asset.sha256()), from, limit)
            .stream()
            .map((file) -> new Item(file.name(), file.size(), file.sha256(),
                    asset.href() + "/" + URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20")))
            .toList();
        int next = from + items.size();
        return Reply.ok(new Page(items, (next < asset.files()) ? String.valueOf(next) : null));
    }

    private void file(Exchange exchange) {
        String id = exchange.request().getParam("id");
        String name = exchange.request().getParam("name");
        this.sender.send(exchange, () -> {
            AssetDocument asset = this.library.get(id);
            Path folder = this.storage.blob(asset.sha256());
            Reel.File file = ((asset.files() > 1) ? Reel.find(folder, name) : Optional.<Reel.File>empty())
                .orElseThrow(() -> Problem.notFound("\"%.100s\" is no file of \"%s\"; %s lists what there is", name,
                        asset.name(), "/v1/assets/" + asset.id() + "/files"));
            this.library.used(id, this.clock.millis());
            String type = MimeMapping.mimeTypeForFilename(file.name());
            // only pictures: a page of a stranger's must not open as one of ours
            boolean picture = type != null && type.matches("image/(png|jpeg|tiff|bmp|webp)");
            return new Download(folder.resolve(file.path()), file.name(), picture ? type : "application/octet-stream",
                    file.size(), file.sha256(), false);
        });
    }

    /**
     * Some files.
     *
     * @param next the cursor of the following part, or null if this is the last
     */
    record Page(List<Item> files, String next) {

    }

    /**
     * One file.
     *
     * @param size in bytes
     */
    record Item(String name, long size, String sha256, String href) {

    }

}
