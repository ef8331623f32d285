package dev.rushes.models.examination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rushes.models.Problem;

/** What the two processes say to each other: JSON, a document a line. */
final class Letters {

    static final JsonMapper JSON = JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build();

    private Letters() {
    }

    static String write(Object letter) {
        try {
            return JSON.writeValueAsString(letter);
        }
        catch (JsonProcessingException ex) {
            throw Problem.internal(ex, "a %s cannot be written as JSON", letter.getClass().getSimpleName());
        }
    }

    static <T> T read(String text, Class<T> type) throws JsonProcessingException {
        return JSON.readValue(text, type);
    }

}
