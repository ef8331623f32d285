package dev.rushes.server.uploads;

import java.net.http.HttpResponse;

import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OptionsTests extends TusTests {

    @Test
    void saysWhatIsThere() throws Exception {
        HttpResponse<byte[]> answer = this.client.send("OPTIONS", "/v1/uploads", null);
        assertEquals(204, answer.statusCode());
        assertEquals("1.0.0", Client.header(answer, "Tus-Version"));
        assertTrue(Client.header(answer, "Tus-Extension").contains("concatenation"));
        assertEquals("sha256,sha1,md5,crc32", Client.header(answer, "Tus-Checksum-Algorithm"));
        assertFalse(answer.headers().firstValue("Tus-Max-Size").isPresent());
    }

    @Test
    void aQuotaIsTheLargestSize() throws Exception {
        this.options.quota = 5000L;
        restart();
        assertEquals("5000", Client.header(this.client.send("OPTIONS", "/v1/uploads", null), "Tus-Max-Size"));
    }

}
