package dev.rushes.models;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which models may be used, by what their cards say of their licence. */
public enum LicencePolicy {

    /** All; whoever uses them reads their licences. */
    ANY,

    /**
     * Those that anybody may use for anything, for money too, with no duty but to name
     * their makers: a licence of {@link #permissive()} and not "no" for commercial use.
     */
    PERMISSIVE;

    private static final List<String> PERMITTED = List.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause",
            "ISC", "Zlib", "0BSD", "Unlicense", "CC0-1.0", "BSL-1.0", "CC-BY-4.0");

    private static final Set<String> LOWER_CASE = Set
        .copyOf(PERMITTED.stream().map((id) -> id.toLowerCase(Locale.ROOT)).toList());

    /** What users write for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** SPDX identifiers of the licences that count as permissive. */
    public static List<String> permissive() {
        return PERMITTED;
    }

    /**
     * Why it refuses a model, as the end of a sentence; empty if it does not. Of "A OR B"
     * one has to be permissive, of "A AND B" both; an exception (WITH) takes nothing
     * away. A licence that nobody has stated (NOASSERTION, LicenseRef-…) or that is no
     * SPDX expression is not permissive.
     */
    public Optional<String> refusal(ModelCard card) {
        if (this == ANY) {
            return Optional.empty();
        }
        if (card.commercialUse().equals("no")) {
            return Optional.of("by its card it may not be used commercially (licence %.80s)".formatted(card.licence()));
        }
        return SpdxExpression.parse(card.licence())
            .map((expression) -> expression.allows((id) -> LOWER_CASE.contains(id.toLowerCase(Locale.ROOT)))
                    ? Optional.<String>empty()
                    : Optional.of("its licence, %.80s, is not permissive".formatted(card.licence())))
            .orElseGet(() -> Optional
                .of("its licence, \"%.80s\", is no SPDX expression, so it may be anything".formatted(card.licence())));
    }

    /**
     * The same card.
     * @throws Problem INVALID with model, licence and the way out if it is refused
     */
    public ModelCard checked(ModelCard card) {
        refusal(card).ifPresent((why) -> {
            throw Problem.invalid(
                    "the model %s is refused by --licences %s: %s; choose another (rushes models lists them), or allow it with --licences any",
                    card.id(), word(), why);
        });
        return card;
    }

}
