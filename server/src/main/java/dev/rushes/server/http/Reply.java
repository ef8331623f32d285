package dev.rushes.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an action answers.
 *
 * @param status HTTP's
 * @param body written as JSON; null for none
 * @param headers besides those that every answer has
 */
public record Reply(int status, Object body, Map<String, String> headers) {

    public static Reply ok(Object body) {
        return new Reply(200, body, Map.of());
    }

    /** 201 with a Location. */
    public static Reply created(String location, Object body) {
        return new Reply(201, body, Map.of("Location", location));
    }

    public static Reply accepted(Object body) {
        return new Reply(202, body, Map.of());
    }

    public static Reply nothing() {
        return new Reply(204, null, Map.of());
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(this.headers);
        more.put(header, value);
        return new Reply(this.status, this.body, more);
    }

}
