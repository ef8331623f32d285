package dev.rushes.models.examination;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an examination has found so far, and what a person has to be asked. */
final class Notes {

    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private final List<String> questions = new ArrayList<>();

    void found(String field, Object value, double confidence, String how, Object... args) {
        this.findings.put(field, Finding.of(value, confidence, how, args));
    }

    /** Notes a question with the flags that answer it. */
    void ask(String question, Object... args) {
        this.questions.add(question.formatted(args));
    }

    Map<String, Finding> findings() {
        return this.findings;
    }

    List<String> questions() {
        return this.questions;
    }

}
