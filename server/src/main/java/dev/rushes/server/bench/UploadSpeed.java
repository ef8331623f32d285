package dev.rushes.server.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;

/**
 * Bytes a second from a loopback socket to the disk, fsync included: of the server, by
 * PUT and by tus, over a receiver that does nothing but write. They take turns, and the
 * median of the turns' ratios counts, so that other work on the machine hits both.
 */
final class UploadSpeed {

    private static final double LEAST = 0.7;

    /** Until Java has compiled what runs. */
    private static final int WARM_UP = 3;

    private final Path folder;

    private final long bytes;

    private final int rounds;

    /**
     * A measurement.
     * @param folder on the disk that is measured
     * @param bytes of one upload
     * @param rounds odd, each of a copy, a PUT and a PATCH
     */
    UploadSpeed(Path folder, long bytes, int rounds) {
        this.folder = folder;
        this.bytes = bytes;
        this.rounds = rounds;
    }

    void run(Consumer<Figure> result) throws IOException {
        double[] copies = new double[this.rounds];
        double[] puts = new double[this.rounds];
        double[] patches = new double[this.rounds];
        Sender sender = new Sender(this.bytes);
        try (Program server = Program.serve(this.folder.resolve("uploads"), "none");
                Api api = new Api(server.uri());
                PlainCopy copy = new PlainCopy(this.folder.resolve("plain-copy"), this.bytes)) {
            for (int round = -WARM_UP; round < this.rounds; round++) {
                long number = 2L * round;
                double copied = seconds(() -> sender.send(copy.address(), "", number));
                copy.remove();
                double put = seconds(() -> put(sender, api.server(), number));
                remove(api);
                double patch = seconds(() -> patch(sender, api.server(), number + 1));
                remove(api);
                if (round >= 0) {
                    copies[round] = copied;
                    puts[round] = copied / put;
                    patches[round] = copied / patch;
                }
            }
        }
        double plain = this.bytes / median(copies) / 1e6;
        result.accept(Figure.of("plain copy from loopback to disk with fsync", plain, "MB/s"));
        report("upload by PUT over plain copy", plain, median(puts), result);
        report("upload by tus over plain copy", plain, median(patches), result);
    }

    private static void report(String name, double plain, double ratio, Consumer<Figure> result) {
        result.accept(Figure.atLeast(name, plain * ratio, "MB/s", LEAST, ratio));
    }

    /**
     * So that each begins with the memory that the one before it gave back: memory that a
     * virtual machine never touched before is slow to get.
     */
    private static void remove(Api api) throws IOException {
        for (JsonNode asset : api.get("/v1/assets").get("assets")) {
            api.ask("DELETE", "/v1/assets/" + asset.get("id").textValue(), BodyPublishers.noBody());
        }
    }

    private String put(Sender sender, URI server, long number) throws IOException {
        return check(sender.send(Sender.address(server), """
                PUT /v1/assets?name=bench.mov HTTP/1.1
                Host: localhost
                Content-Length: %d

                """.formatted(this.bytes).replace("\n", "\r\n"), number), " 201 ");
    }

    private String patch(Sender sender, URI server, long number) throws IOException {
        String created = check(Sender.ask(server, """
                POST /v1/uploads HTTP/1.1
                Host: localhost
                Tus-Resumable: 1.0.0
                Upload-Length: %d
                Content-Length: 0

                """.formatted(this.bytes).replace("\n", "\r\n")), " 201 ");
        Matcher location = Pattern.compile("(?i)location: (\\S+)").matcher(created);
        if (!location.find()) {
            throw Problem.internal(null, "the server gave an upload no place: %.200s", created);
        }
        return check(sender.send(Sender.address(server), """
                PATCH %s HTTP/1.1
                Host: localhost
                Tus-Resumable: 1.0.0
                Content-Type: application/offset+octet-stream
                Upload-Offset: 0
                Content-Length: %d

                """.formatted(location.group(1), this.bytes).replace("\n", "\r\n"), number), " 204 ");
    }

    private static String check(String answer, String status) {
        if (!answer.startsWith("HTTP/1.1" + status)) {
            throw Problem.internal(null, "the server refused an upload: %.300s", answer);
        }
        return answer;
    }

    private static double seconds(Sending sending) throws IOException {
        long start = System.nanoTime();
        sending.send();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Something that is sent. */
    private interface Sending {

        String send() throws IOException;

    }

}
