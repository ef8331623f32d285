package dev.rushes.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.workers.job.Json;

/** Asks over real HTTP. */
public final class Client {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FrontFixture front;

    public Client(FrontFixture front) {
        this.front = front;
    }

    public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(HTTP, method, path, (body != null) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody(),
                headers);
    }

    public HttpResponse<byte[]> send(HttpClient http, String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The same with tus's own header. */
    public HttpResponse<byte[]> tus(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Tus-Resumable";
        all[1] = "1.0.0";
        return send(method, path, body, all);
    }

    /** Begins an upload. */
    public String create(long length, String name) throws IOException, InterruptedException {
        return header(tus("POST", "/v1/uploads", null, "Upload-Length", String.valueOf(length), "Upload-Metadata",
                "filename " + base64(name.getBytes(StandardCharsets.UTF_8))), "Location");
    }

    public HttpResponse<byte[]> patch(String upload, long offset, byte[] body, String... headers)
            throws IOException, InterruptedException {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/offset+octet-stream";
        all[2] = "Upload-Offset";
        all[3] = String.valueOf(offset);
        return tus("PATCH", upload, body, all);
    }

    public long offset(String upload) throws IOException, InterruptedException {
        return Long.parseLong(header(tus("HEAD", upload, null), "Upload-Offset"));
    }

    public JsonNode json(String path) throws IOException, InterruptedException {
        return json(send("GET", path, null));
    }

    public URI uri(String path) {
        return path.startsWith("http") ? URI.create(path) : this.front.uri(path);
    }

    public static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.read(text(answer), JsonNode.class);
    }

    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The problem's name, such as "conflict". */
    public static String problem(HttpResponse<byte[]> answer) {
        if (!header(answer, "Content-Type").equals("application/problem+json")) {
            throw new AssertionError("no problem document but " + header(answer, "Content-Type"));
        }
        JsonNode document = json(answer);
        if (document.get("status").intValue() != answer.statusCode() || document.get("detail").textValue().isBlank()) {
            throw new AssertionError("not a whole problem document: " + document);
        }
        return document.get("type").textValue().substring("urn:rushes:problem:".length());
    }

    public static String header(HttpResponse<?> answer, String name) {
        return answer.headers()
            .firstValue(name)
            .orElseThrow(() -> new AssertionError("no " + name + " in " + answer + " " + answer.headers().map()));
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static byte[] digest(String algorithm, byte[] bytes) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }

    public static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(digest("SHA-256", bytes));
    }

    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

}
