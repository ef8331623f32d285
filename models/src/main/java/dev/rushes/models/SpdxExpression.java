package dev.rushes.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A licence expression of SPDX 3: identifiers with OR, AND, WITH and parentheses; WITH
 * binds closest and OR least. The libraries that read these bring lists of all licences
 * with them, or fetch them; what a policy asks needs none.
 */
sealed interface SpdxExpression {

    /**
     * Whether an expression is met by licences of one's choice.
     * @param permitted is asked for licences without their exceptions
     */
    boolean allows(Predicate<String> permitted);

    /** Empty if the text is none. */
    static Optional<SpdxExpression> parse(String text) {
        return new Parser(text).whole();
    }

    /** One licence; "or later" and an exception leave a choice, and so take nothing. */
    record Licence(String id) implements SpdxExpression {

        @Override
        public boolean allows(Predicate<String> permitted) {
            return permitted.test(this.id);
        }

    }

    /** One of several. */
    record Or(List<SpdxExpression> choices) implements SpdxExpression {

        @Override
        public boolean allows(Predicate<String> permitted) {
            return this.choices.stream().anyMatch((choice) -> choice.allows(permitted));
        }

    }

    /** All of several. */
    record And(List<SpdxExpression> parts) implements SpdxExpression {

        @Override
        public boolean allows(Predicate<String> permitted) {
            return this.parts.stream().allMatch((part) -> part.allows(permitted));
        }

    }

    /** By recursive descent. */
    final class Parser {

        /** No card says more; deep parentheses cannot exhaust the stack. */
        private static final int LONGEST = 1000;

        private static final Pattern TOKEN = Pattern
            .compile("\\s*(?:([()])|([A-Za-z0-9][A-Za-z0-9.:-]*\\+?)(?=[\\s()]|$))");

        private final List<String> tokens = new ArrayList<>();

        private final boolean readable;

        private int at;

        private Parser(String text) {
            Matcher token = TOKEN.matcher(text.strip());
            int end = 0;
            while (text.length() <= LONGEST && token.find() && token.start() == end) {
                this.tokens.add(token.group().strip());
                end = token.end();
            }
            this.readable = !this.tokens.isEmpty() && end == text.strip().length();
        }

        private Optional<SpdxExpression> whole() {
            return this.readable ? or().filter((_) -> this.at == this.tokens.size()) : Optional.empty();
        }

        private Optional<SpdxExpression> or() {
            List<SpdxExpression> choices = new ArrayList<>();
            do {
                Optional<SpdxExpression> choice = and();
                if (choice.isEmpty()) {
                    return choice;
                }
                choices.add(choice.get());
            }
            while (take("OR"));
            return Optional.of(new Or(choices));
        }

        private Optional<SpdxExpression> and() {
            List<SpdxExpression> parts = new ArrayList<>();
            do {
                Optional<SpdxExpression> part = simple();
                if (part.isEmpty()) {
                    return part;
                }
                parts.add(part.get());
            }
            while (take("AND"));
            return Optional.of(new And(parts));
        }

        private Optional<SpdxExpression> simple() {
            if (take("(")) {
                return or().filter((_) -> take(")"));
            }
            Optional<String> id = identifier();
            if (take("WITH") && identifier().isEmpty()) {
                return Optional.empty();
            }
            return id.map((name) -> new Licence(name.replaceFirst("\\+$", "")));
        }

        private Optional<String> identifier() {
            if (this.at == this.tokens.size() || this.tokens.get(this.at).matches("(?i)[()]|or|and|with")) {
                return Optional.empty();
            }
            return Optional.of(this.tokens.get(this.at++));
        }

        /** Operators come in upper and in lower case. */
        private boolean take(String word) {
            boolean here = this.at < this.tokens.size() && this.tokens.get(this.at).equalsIgnoreCase(word);
            this.at += here ? 1 : 0;
            return here;
        }

    }

}
