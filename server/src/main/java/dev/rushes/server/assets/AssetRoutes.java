package dev.rushes.server.assets;

import java.util.List;

import dev.rushes.server.http.Call;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.retention.Removal;

/** {@code /v1/assets}: list, look, delete. What arrives comes through uploads. */
public final class AssetRoutes {

    private final AssetLibrary library;

    private final Removal removal;

    public AssetRoutes(AssetLibrary library, Removal removal) {
        this.library = library;
        this.removal = removal;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/assets", this::list).taking("cursor", "limit", "state", "q", "sha256"),
                Route.get("/v1/assets/{id}", (call) -> Reply.ok(this.library.get(call.path("id")))),
                Route.delete("/v1/assets/{id}", Scope.SUBMIT, this::delete));
    }

    private Reply list(Call call) {
        int limit = call.limit();
        List<AssetDocument> found = this.library.list(call.cursor("ast"),
                call.word("state", Asset.PROBING, Asset.READY, Asset.UNUSABLE), call.query("q").orElse(null),
                call.query("sha256").orElse(null), limit + 1);
        boolean more = found.size() > limit;
        List<AssetDocument> page = more ? found.subList(0, limit) : found;
        return Reply.ok(new Page(page, more ? page.getLast().id() : null));
    }

    private Reply delete(Call call) {
        this.removal.asset(call.caller(), call.path("id"));
        return Reply.nothing();
    }

    /**
     * Some assets.
     *
     * @param next the cursor of the following part, or null if this is the last
     */
    record Page(List<AssetDocument> assets, String next) {

    }

}
