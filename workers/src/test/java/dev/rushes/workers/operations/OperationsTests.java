package dev.rushes.workers.operations;

import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OperationsTests {

    @Test
    void absentOptionsTakeTheirDefaults() {
        assertEquals(new Denoise("auto", "auto"), Operations.fromFields(Map.of("op", "denoise")));
    }

    @Test
    void equalRequestsAreEqualRecords() {
        List.<Object>of(25, 25L, 25.0, "25", "25.0", "+25")
            .forEach((strength) -> assertEquals(new Denoise("25", "auto"),
                    Operations.fromFields(Map.of("op", "denoise", "strength", strength))));
    }

    @Test
    void everyOperationSurvivesTheWayToFieldsAndBack() {
        for (Operation operation : List.of(new Denoise("12.5", "some-model"), new Upscale(4, "auto"))) {
            assertEquals(operation, Operations.fromFields(Operations.toFields(operation)));
        }
    }

    @Test
    void theNameComesFirst() {
        assertEquals("{op=upscale, scale=2, model=auto}", Operations.toFields(new Upscale(2, "auto")).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            denois  | x        | 1     | unknown operation "denois"; did you mean "denoise"?
            zzzzzz  | x        | 1     | unknown operation "zzzzzz"; there are denoise, upscale, tag
            denoise | strenght | 1     | denoise has no option "strenght"; it has strength, grain, model; \
            did you mean "strength"?
            denoise | qqq      | 1     | denoise has no option "qqq"; it has strength, grain, model
            denoise | strength | 100.1 | denoise: strength must be auto or a number from 0 to 100, not "100.1"
            denoise | strength | -1    | denoise: strength must be auto or a number from 0 to 100, not "-1"
            denoise | strength | atuo  | denoise: strength must be auto or a number from 0 to 100, not "atuo"; \
            did you mean "auto"?
            upscale | scale    | 9     | upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not "9"
            upscale | model    | auto  | upscale: scale is missing; it must be 2, 3, 4, 5, 6, 7 or 8
            """)
    void aWrongRequestIsAnsweredInOneSentence(String operation, String option, String value, String sentence) {
        Problem problem = assertThrows(Problem.class,
                () -> Operations.fromFields(Map.of("op", operation, option, value)));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertEquals(sentence, problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e999999999", "1e-999999999", "NaN", "Infinity", "0x10", " 5", "5 ", "", "1.", "--5" })
    void oddNumbersAreRefusedAtOnce(String strength) {
        assertThrows(Problem.class, () -> Operations.fromFields(Map.of("op", "denoise", "strength", strength)));
    }

    @Test
    void valuesOfOtherTypesAreNamed() {
        assertEquals("upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not a list", refusal(List.of(2)));
        assertEquals("upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not a group of fields", refusal(Map.of("a", 2)));
        assertEquals("upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not true", refusal(true));
        assertEquals("upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not 2.5", refusal(2.5));
        assertEquals("upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not NaN", refusal(Double.NaN));
    }

    @Test
    void aHostileValueIsNotRepeatedWhole() {
        assertTrue(refusal("x".repeat(100_000)).length() < 200);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theSchemaComesFromTheSameDescription() {
        List<Map<String, Object>> choices = (List<Map<String, Object>>) Operations.schema().get("oneOf");
        assertEquals(Operations.names(), choices.stream().map((choice) -> choice.get("title")).toList());
        Map<String, Object> upscale = choices.get(1);
        assertEquals(List.of("op", "scale"), upscale.get("required"));
        Map<String, Object> scale = ((Map<String, Map<String, Object>>) upscale.get("properties")).get("scale");
        assertEquals(List.of(2, 3, 4, 5, 6, 7, 8), scale.get("enum"));
    }

    @Test
    void usageIsWhatAHelpPageShows() {
        List<OptionSpec> options = Operations.named("denoise").options();
        assertEquals("auto|0..100", options.getFirst().usage());
        assertEquals("auto", options.getFirst().bare());
        assertEquals("2|3|4|5|6|7|8", Operations.named("upscale").options().getFirst().usage());
    }

    private static String refusal(Object scale) {
        return assertThrows(Problem.class, () -> Operations.fromFields(Map.of("op", "upscale", "scale", scale)))
            .getMessage();
    }

}
