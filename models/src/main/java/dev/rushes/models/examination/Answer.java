package dev.rushes.models.examination;

import dev.rushes.models.Problem;
import java.util.List;

/**
 * What an examining process says; one of the three is there.
 *
 * @param found what the model is
 * @param questions what a person has to say, each with its flags
 * @param kind of problem why it is refused
 * @param sentence of that problem
 */
record Answer(Found found, List<String> questions, Problem.Kind kind, String sentence) {

    static Answer found(Found found) {
        return new Answer(found, List.of(), null, null);
    }

    static Answer asks(List<String> questions) {
        return new Answer(null, questions, null, null);
    }

    static Answer refused(Problem problem) {
        return new Answer(null, List.of(), problem.kind(), problem.getMessage());
    }

}
