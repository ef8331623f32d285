package dev.rushes.server.operations;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.ModelCard;
import dev.rushes.workers.operations.OptionSpec;

/**
 * One option as a form shows it.
 *
 * @param name in a recipe
 * @param help one sentence without its full stop
 * @param type "choice" (one of the choices), "number", "integer", or "text"
 * @param words that may stand in a number's place, such as "auto"
 * @param min, max inclusive; null if it is no number
 * @param choices all values, if it is a choice
 * @param suggestions some values, if it is a text
 * @param defaultValue null if it must be given
 * @param required whether it must be given
 * @param allowed the values in words
 */
record FormField(String name, String help, String type, List<String> words, Double min, Double max,
        List<String> choices, List<String> suggestions, String defaultValue, boolean required, String allowed) {

    /**
     * The field of an option.
     * @param models of the operation's task, for options that name one or its scale
     */
    static FormField of(OptionSpec option, List<ModelCard> models) {
        boolean number = option.numeric();
        List<String> choices = new ArrayList<>();
        if (!number && !option.choices().isEmpty()) {
            choices.addAll(option.words());
            // a person is offered what there is a model for
            option.choices()
                .stream()
                .filter((choice) -> !option.name().equals("scale")
                        || models.stream().anyMatch((card) -> choice.equals(String.valueOf(card.scale()))))
                .forEach(choices::add);
        }
        String type = !choices.isEmpty() ? "choice" : (number ? (option.whole() ? "integer" : "number") : "text");
        List<String> suggestions = new ArrayList<>();
        if (type.equals("text")) {
            if (option.defaultValue() != null) {
                suggestions.add(option.defaultValue());
            }
            models.forEach((card) -> suggestions.add(card.id()));
        }
        return new FormField(option.name(), option.help(), type, option.words(), number ? option.min() : null,
                number ? option.max() : null, choices, suggestions, option.defaultValue(),
                option.defaultValue() == null, option.allowed());
    }

}
