package dev.rushes.server.operations;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.operations.Form;
import dev.rushes.workers.operations.Operations;

/** {@code /v1/operations}, {@code /v1/recipe-schema} and {@code /v1/models}. */
public final class OperationRoutes {

    private final Models models;

    /**
     * The routes.
     * @param models of which only the cards are read: no model is opened in this process
     */
    public OperationRoutes(Models models) {
        this.models = models;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/operations", this::operations),
                Route.get("/v1/recipe-schema", (_) -> Reply.ok(Recipes.schema())),
                Route.get("/v1/models", this::models), Route.get("/v1/models/{id}", this::model));
    }

    private Reply models(Call call) {
        return Reply.ok(Map.of("models", this.models.cards().stream().map(this::shown).toList(), "left_out",
                this.models.leftOut()));
    }

    private Reply operations(Call call) {
        List<FormShown> forms = Operations.all().stream().map((form) -> shown(form)).toList();
        return Reply.ok(Map.of("operations", forms, "output", shown(Output.FORM)));
    }

    private FormShown shown(Form<?> form) {
        List<ModelCard> fitting = this.models.cards()
            .stream()
            .filter((card) -> card.task().equals(form.name()) && this.models.licences().refusal(card).isEmpty())
            .toList();
        return new FormShown(form.name(), form.help(),
                form.options().stream().map((option) -> FormField.of(option, fitting)).toList());
    }

    private Reply model(Call call) {
        return Reply.ok(this.models.cards()
            .stream()
            .filter((card) -> card.id().equals(call.path("id")))
            .findFirst()
            .map(this::shown)
            .orElseThrow(() -> Problem.notFound("there is no model \"%.60s\"; GET /v1/models lists those there are",
                    call.path("id"))));
    }

    private ModelShown shown(ModelCard card) {
        String refusal = this.models.licences().refusal(card).orElse(null);
        return new ModelShown(card, refusal == null, refusal);
    }

    /**
     * A card, and whether jobs may use the model.
     *
     * @param refusal why they may not, or null
     */
    private record ModelShown(@JsonUnwrapped ModelCard card, boolean allowed, String refusal) {

    }

    /** A form: an operation's, or the output's. */
    private record FormShown(String name, String summary, List<FormField> options) {

    }

}
