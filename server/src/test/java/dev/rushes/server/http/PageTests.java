package dev.rushes.server.http;

import java.net.http.HttpResponse;

import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PageTests extends FrontTests {

    @Test
    void filesAreServedWithTypeAndTag() throws Exception {
        HttpResponse<byte[]> page = this.client.send("GET", "/for-a-test.html", null);
        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", Client.header(page, "Content-Type"));
        String tag = Client.header(page, "ETag");
        assertEquals(304, this.client.send("GET", "/for-a-test.html", null, "If-None-Match", tag).statusCode());
        assertEquals(200, this.client.send("HEAD", "/for-a-test.html", null).statusCode());
        HttpResponse<byte[]> module = this.client.send("GET", "/parts/for-a-test.js", null);
        assertEquals("text/javascript; charset=utf-8", Client.header(module, "Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/../dev/rushes/server/Server.class", "/parts", "/parts/", "//etc/passwd",
            "/parts/../for-a-test.html/", "/%2e%2e/dev/rushes/server/database/V1__tables.sql",
            "/..%2fdev%2frushes%2fserver%2fdatabase%2fV1__tables.sql", "/.hidden", "/for-a-test.html%00.js",
            "/parts%5c..%5cfor-a-test.html" })
    void nothingElseIs(String path) throws Exception {
        int status = status("GET " + path + " HTTP/1.1", "Host: localhost");
        assertTrue(status == 404 || status == 400, path + " gave " + status);
    }

}
