package dev.rushes.server.uploads;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.rushes.models.Problem;
import dev.rushes.server.http.HttpProblem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The headers of tus 1.0, read and written. */
final class TusHeaders {

    /** What HTTP demands: unlike RFC 1123's, days have two digits. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'",
            Locale.US);

    static final String VERSION = "1.0.0";

    static final String EXTENSIONS = "creation,creation-with-upload,creation-defer-length,checksum,termination,"
            + "expiration,concatenation";

    static final String BODY = "application/offset+octet-stream";

    private TusHeaders() {
    }

    /**
     * Refuses other versions.
     * @throws HttpProblem 412
     */
    static void check(HttpServerRequest request) {
        if (!VERSION.equals(request.getHeader("Tus-Resumable"))) {
            throw new HttpProblem(412, "tus-version", "Another version of tus",
                    "this speaks tus %s; send the header Tus-Resumable: %s".formatted(VERSION, VERSION))
                .with("Tus-Version", VERSION);
        }
    }

    /** Whether the request brings bytes. */
    static boolean hasBody(HttpServerRequest request) {
        return BODY.equals(request.getHeader("Content-Type"));
    }

    /**
     * A number of bytes.
     * @return null if the header is missing
     * @throws Problem INVALID if it is none
     */
    static Long number(HttpServerRequest request, String header) {
        String value = request.getHeader(header);
        if (value == null) {
            return null;
        }
        if (!value.matches("\\d{1,18}")) {
            throw Problem.invalid("%s must be a number of bytes, not \"%.40s\"", header, value);
        }
        return Long.valueOf(value);
    }

    /** The ids in {@code Upload-Concat: final;URL URL}. */
    static List<String> parts(String concat) {
        List<String> ids = new ArrayList<>();
        for (String url : concat.substring("final;".length()).strip().split("\\s+")) {
            ids.add(url.substring(url.lastIndexOf('/') + 1));
        }
        return ids;
    }

    static void describe(HttpServerResponse response, Upload upload) {
        if (upload.bytes() != null) {
            response.putHeader("Upload-Length", String.valueOf(upload.bytes()));
        }
        else {
            response.putHeader("Upload-Defer-Length", "1");
        }
        if (!upload.metadata().isEmpty()) {
            response.putHeader("Upload-Metadata", upload.metadata());
        }
        if (upload.kind() == Upload.Kind.PARTIAL) {
            response.putHeader("Upload-Concat", "partial");
        }
        else if (upload.kind() == Upload.Kind.FINAL) {
            response.putHeader("Upload-Concat",
                    "final;" + String.join(" ", upload.parts().stream().map((part) -> "/v1/uploads/" + part).toList()));
        }
    }

    /** How far it is, until when it is kept, and what became of it. */
    static void progress(HttpServerResponse response, Upload upload) {
        response.putHeader("Upload-Offset", String.valueOf(upload.received()));
        if (upload.asset() != null) {
            response.putHeader("Rushes-Asset", upload.asset());
        }
        else {
            response.putHeader("Upload-Expires",
                    HTTP_DATE.format(Instant.ofEpochMilli(upload.expires()).atZone(ZoneOffset.UTC)));
        }
    }

}
