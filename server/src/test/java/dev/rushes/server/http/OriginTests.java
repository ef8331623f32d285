package dev.rushes.server.http;

import java.io.IOException;
import java.util.List;

import dev.rushes.server.FrontFixture;
import dev.rushes.server.RawRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a stranger's page could make a browser send. */
class OriginTests extends FrontTests {

    @ParameterizedTest
    @CsvSource({ "localhost, 200", "127.0.0.1, 200", "[::1], 200", "LOCALHOST, 200", "localhost.:1, 200",
            // served, but it may be a proxy that asks
            "rushes.example, 401", "evil.example, 421", "localhost.evil.example, 421", "127.0.0.1.evil.example, 421",
            "10.0.0.1, 421", "0.0.0.0, 421" })
    void onlyOurNamesAreServed(String host, int status) throws IOException {
        assertEquals(status, status("GET /v1/assets HTTP/1.1", "Host: " + host));
    }

    @Test
    void withoutAHostNothingIsServed() throws IOException {
        assertEquals(400, status("GET /v1/assets HTTP/1.1"));
        assertEquals(400, status("GET /v1/assets HTTP/1.0"));
    }

    @ParameterizedTest
    @CsvSource({ "http://localhost:8080, 200", "http://localhost:3000, 403", "http://evil.example, 403",
            "http://evil.example:8080, 403", "null, 403", "https://localhost:8080, 200", "file://, 403",
            "http://127.0.0.1:8080, 403" })
    void onlyOurPagesMayAsk(String origin, int status) throws IOException {
        assertEquals(status, status("GET /v1/assets HTTP/1.1", "Host: localhost:8080", "Origin: " + origin));
    }

    @Test
    void nobodyHasTwoOriginsOrNoHost() throws IOException {
        assertEquals(403, status("GET /v1/assets HTTP/1.1", "Host: localhost:8080", "Origin: http://localhost:8080",
                "Origin: http://evil.example"));
        assertEquals(400, status("GET /v1/assets HTTP/1.1", "Host: "));
    }

    @Test
    void anotherSiteMayLinkHereAndNothingElse() throws IOException {
        assertEquals(403, status("GET /v1/assets HTTP/1.1", "Host: localhost", "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: no-cors"));
        assertEquals(200, status("GET /v1/assets HTTP/1.1", "Host: localhost", "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate"));
        assertEquals(403, status("POST /v1/uploads HTTP/1.1", "Host: localhost", "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate"));
    }

    @Test
    void refusalsAreProblemDocuments() throws IOException {
        try (RawRequest request = new RawRequest(this.front)) {
            String answer = request.lines("GET / HTTP/1.1", "Host: evil.example", "Connection: close", "").answer();
            assertTrue(answer.contains("urn:rushes:problem:wrong-host"), answer);
            assertTrue(answer.contains("--allow-host evil.example"), answer);
        }
    }

    @Override
    FrontFixture.Options options() {
        FrontFixture.Options options = super.options();
        options.hosts = List.of("Rushes.example");
        return options;
    }

    @AfterEach
    void nothingWasUploaded() {
        assertEquals(0, this.front.uploads.transfers());
    }

}
