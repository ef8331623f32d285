package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.operations.Form;
import dev.rushes.workers.operations.Operation;
import dev.rushes.workers.operations.OptionSpec;
import dev.rushes.workers.operations.Operations;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The flags that say what a recipe file can say. They are made from the same descriptions
 * as the file's fields.
 */
final class RecipeFlags {

    /** Shared by the operations; each given model goes where its task belongs. */
    private static final String MODEL = "--model";

    private final ParseResult parsed;

    private final Shell shell;

    RecipeFlags(ParseResult parsed, Shell shell) {
        this.parsed = parsed;
        this.shell = shell;
    }

    /** Adds the flags to a command. */
    static void addTo(CommandSpec command) {
        List<String> done = new ArrayList<>();
        Stream.concat(Operations.all().stream(), Stream.of(Output.FORM))
            .flatMap((form) -> form.options().stream())
            .filter((option) -> !done.contains(option.flag()))
            .forEach((option) -> {
                done.add(option.flag());
                // picocli's own order is -1: these come first in the help
                command.addOption(flag(option, done.size() - 100));
            });
    }

    /**
     * What the flags and the recipe file say together: the file lists the operations,
     * flags for the output override the file's.
     * @param file the recipe, or null
     * @throws Problem INVALID with one sentence
     */
    Recipe recipe(Path file) {
        if (file == null) {
            return new Recipe(operations(), output(Output.AUTO));
        }
        for (Form<Operation> form : Operations.all()) {
            for (OptionSpec option : form.options()) {
                if (this.parsed.hasMatchedOption(option.flag())) {
                    throw Problem.invalid("--recipe and %s cannot be given together; the recipe lists the operations",
                            option.flag());
                }
            }
        }
        Recipe recipe = Recipes.read(file);
        return new Recipe(recipe.operations(), output(recipe.output()));
    }

    private static picocli.CommandLine.Model.OptionSpec flag(OptionSpec option, int order) {
        boolean shared = option.flag().equals(MODEL);
        var flag = picocli.CommandLine.Model.OptionSpec.builder(option.flag())
            .type(shared ? List.class : String.class)
            .auxiliaryTypes(String.class)
            .paramLabel(option.usage())
            .arity((option.bare() != null) ? "0..1" : "1")
            .description(option.help())
            .order(order);
        if (option.bare() != null) {
            flag.fallbackValue(option.bare()).preprocessor(new BareFlag(option));
        }
        return flag.build();
    }

    private List<Operation> operations() {
        Map<String, String> chosen = chosenModels();
        List<Operation> operations = new ArrayList<>();
        for (Form<Operation> form : Operations.all()) {
            if (this.parsed.hasMatchedOption("--" + form.name())) {
                Map<String, Object> given = given(form);
                String model = chosen.remove(form.name());
                if (model != null) {
                    given.put("model", model);
                }
                operations.add(form.create(given));
            }
            else {
                requireNone(form);
            }
        }
        chosen.forEach((task, model) -> {
            throw Problem.invalid("model \"%s\" is for %s, which was not asked for; add --%s", model, task, task);
        });
        return operations;
    }

    /** An option is of no use without its operation. */
    private void requireNone(Form<?> form) {
        for (OptionSpec option : form.options()) {
            if (!option.flag().equals(MODEL) && this.parsed.hasMatchedOption(option.flag())) {
                throw Problem.invalid("%s says how to %s, which was not asked for; add --%s", option.flag(),
                        form.name(), form.name());
            }
        }
    }

    private Output output(Output otherwise) {
        Map<String, Object> given = Output.FORM.values(otherwise);
        given.putAll(given(Output.FORM));
        return Output.FORM.create(given);
    }

    private Map<String, Object> given(Form<?> form) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (OptionSpec option : form.options()) {
            if (!option.flag().equals(MODEL) && this.parsed.hasMatchedOption(option.flag())) {
                given.put(option.name(), this.parsed.matchedOptionValue(option.flag(), option.bare()));
            }
        }
        return given;
    }

    /** Model ids by the operation that they are for. */
    private Map<String, String> chosenModels() {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (String id : this.parsed.matchedOptionValue(MODEL, List.<String>of())) {
            if (id.equals("auto")) {
                continue;
            }
            ModelCard card = this.shell.models().card(id);
            String rival = chosen.put(card.task(), id);
            if (rival != null) {
                throw Problem.invalid("models \"%s\" and \"%s\" are both for %s; give one", rival, id, card.task());
            }
        }
        return chosen;
    }

}
