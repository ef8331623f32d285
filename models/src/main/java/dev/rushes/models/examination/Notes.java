package dev.rushes.models.examination;

import dev.rushes.models.ModelCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an examination has found so far, and what a person has to be asked. */
final class Notes {

    private final Map<String, ModelCard.Finding> findings = new LinkedHashMap<>();

    private final List<String> questions = new ArrayList<>();

    /**
     * @param how in the form of {@link String#format}
     */
    void found(String field, Object value, double confidence, String how, Object... args) {
        this.findings.put(field, new ModelCard.Finding(String.valueOf(value), Math.round(100 * confidence) / 100.0,
                how.formatted(args)));
    }

    /** Notes a question with the flags that answer it. */
    void ask(String question, Object... args) {
        this.questions.add(question.formatted(args));
    }

    Map<String, ModelCard.Finding> findings() {
        return this.findings;
    }

    List<String> questions() {
        return this.questions;
    }

}
