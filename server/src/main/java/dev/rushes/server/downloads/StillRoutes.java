package dev.rushes.server.downloads;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.jobs.Still;
import dev.rushes.server.jobs.Stills;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import io.vertx.core.http.HttpMethod;

/** {@code /v1/jobs/{id}/stills/{frame}}: pixels of source and master. */
public final class StillRoutes {

    private final Stills stills;

    private final Sender sender;

    public StillRoutes(Stills stills, Sender sender) {
        this.sender = sender;
        this.stills = stills;
    }

    public List<Route> routes() {
        return List
            .of(Route.stream(HttpMethod.GET, "/v1/jobs/{id}/stills/{frame}", Scope.READ, this::still).taking("of"));
    }

    private void still(Exchange exchange) {
        String job = exchange.request().getParam("id");
        String frame = exchange.request().getParam("frame");
        String of = exchange.request().getParam("of");
        exchange.blocking(() -> this.stills.find(job, Still.parse(frame, of))).onSuccess((file) -> {
            if (file.isPresent()) {
                this.sender.send(exchange, () -> download(file.get()));
            }
            else {
                exchange.reply(Reply.accepted(Map.of("job", job, "frame", Integer.parseInt(frame), "of", of))
                    .with("Retry-After", "1"));
            }
        }).onFailure(exchange::fail);
    }

    private static Download download(Path file) throws Exception {
        return new Download(file, file.getFileName().toString(), "image/png", Files.size(file),
                Disk.sha256(file, Monitor.NONE), true);
    }

}
