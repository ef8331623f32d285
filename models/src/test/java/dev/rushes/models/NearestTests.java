package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTests {

    private static final List<String> KNOWN = List.of("strength", "model", "scale", "prores_hq", "prores_aw");

    @Test
    void aSlipOfTheFingerIsFound() {
        assertEquals(Optional.of("scale"), Nearest.to("scael", KNOWN));
        assertEquals(Optional.of("strength"), Nearest.to("strenght", KNOWN));
        assertEquals(Optional.of("model"), Nearest.to("MODELS", KNOWN));
        assertEquals(Optional.of("prores_hq"), Nearest.to("prores-hq", KNOWN));
    }

    @Test
    void aSwapCostsLessThanTwoReplacements() {
        assertEquals(Optional.of("ba"), Nearest.to("ab", List.of("xy", "ba")));
    }

    @Test
    void equallyNearOnesComeInAlphabeticalOrder() {
        assertEquals(Optional.of("prores_aw"), Nearest.to("prores_xx", KNOWN));
    }

    @Test
    void nothingAlikeIsNothing() {
        assertEquals(Optional.empty(), Nearest.to("zzzzzzz", KNOWN));
        assertEquals(Optional.empty(), Nearest.to("anything", List.of()));
    }

}
