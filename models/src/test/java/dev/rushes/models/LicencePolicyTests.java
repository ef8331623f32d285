package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicencePolicyTests {

    @ParameterizedTest
    @ValueSource(strings = { "Apache-2.0", "apache-2.0", "MIT OR GPL-3.0-only", "GPL-2.0-only OR (MIT AND Zlib)",
            "(MIT)", "MIT AND BSD-3-Clause", "Apache-2.0 WITH LLVM-exception", "Apache-2.0+", " CC0-1.0 ",
            "mit or gpl-3.0-only", "MIT AND (GPL-3.0-only OR ISC)", "GPL-3.0-only AND CC-BY-NC-4.0 OR MIT" })
    void permissiveOnesPass(String licence) {
        assertEquals("", refusal(LicencePolicy.PERMISSIVE, licence, "unknown"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "GPL-3.0-only", "MIT AND GPL-3.0-only", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "NOASSERTION",
            "NONE", "LicenseRef-MIT", "DocumentRef-x:LicenseRef-MIT", "GPL-2.0-only WITH Classpath-exception-2.0",
            "(MIT OR Apache-2.0) AND LicenseRef-x", "MIT AND GPL-3.0-only OR AGPL-3.0-only" })
    void othersAreRefusedWithTheirLicence(String licence) {
        String refusal = refusal(LicencePolicy.PERMISSIVE, licence, "yes");
        assertTrue(refusal.contains(licence) && refusal.contains("not permissive"), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = { "MIT,", "MIT Apache-2.0", "OR MIT", "MIT OR", "(MIT", "MIT)", "()", "MIT WITH", "unknown!",
            "MIT WITH (x)", "MIT/Apache-2.0", "free for all", "MIT OR OR MIT", "AND" })
    void whatIsNoExpressionIsRefusedAsThat(String licence) {
        String refusal = refusal(LicencePolicy.PERMISSIVE, licence, "yes");
        assertTrue(refusal.contains("no SPDX expression"), refusal);
        assertEquals("", refusal(LicencePolicy.ANY, licence, "yes"));
    }

    @Test
    void aHostileExpressionIsRefusedAtOnce() {
        String refusal = refusal(LicencePolicy.PERMISSIVE, "(".repeat(900) + "MIT" + ")".repeat(90), "yes");
        assertTrue(refusal.contains("no SPDX expression") && refusal.length() < 200, refusal);
        assertTrue(!refusal(LicencePolicy.PERMISSIVE, "(".repeat(1_000_000), "yes").isEmpty());
    }

    @Test
    void aCardThatForbidsCommercialUseIsRefusedWhateverItsLicence() {
        String refusal = refusal(LicencePolicy.PERMISSIVE, "MIT", "no");
        assertTrue(refusal.contains("commercially") && refusal.contains("MIT"), refusal);
        assertEquals("", refusal(LicencePolicy.ANY, "MIT", "no"));
    }

    @Test
    void allThatIsShippedIsPermissive() {
        Models.shipped().cards().forEach((card) -> {
            assertEquals("", LicencePolicy.PERMISSIVE.refusal(card).orElse(""), card.id());
            assertEquals("yes", card.commercialUse(), card.id());
            assertTrue(!card.limits().isBlank(), card.id() + " has no limits");
        });
    }

    private static String refusal(LicencePolicy policy, String licence, String commercialUse) {
        try {
            String json = Files.readString(TinyModels.folder().resolve("tiny-denoise.json"))
                .replaceAll("\"licence\": \"[^\"]*\"",
                        "\"licence\": \"" + licence + "\", \"commercial_use\": \"" + commercialUse + "\"");
            return policy.refusal(ModelCard.parse("card.json", json.getBytes(StandardCharsets.UTF_8))).orElse("");
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

}
