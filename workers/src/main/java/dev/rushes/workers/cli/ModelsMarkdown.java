package dev.rushes.workers.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.ModelCard;

/** The catalogue as tables of Markdown, from nothing but the cards. */
final class ModelsMarkdown {

    private ModelsMarkdown() {
    }

    /** What looks at footage and tells of it. */
    static String ofAnalysers(List<AnalyserCard> cards) {
        StringBuilder text = new StringBuilder("""
                | model | looks for | licence | commercial use | where from | measured | bad at |
                |---|---|---|---|---|---|---|
                """);
        for (AnalyserCard card : cards) {
            text.append(row("`" + card.id() + "`", card.task(), card.licence(), card.commercialUse(), card.source(),
                    card.quality()
                        .stream()
                        .map((each) -> "%s, %s: **%s**".formatted(each.set(), each.metric(), each.value()))
                        .collect(Collectors.joining("<br>")),
                    card.limits()));
        }
        return text.toString();
    }

    /** What restores pictures. */
    static String of(List<ModelCard> cards) {
        StringBuilder text = new StringBuilder("""
                | model | does | licence | commercial use | parameters | GFLOP a megapixel | measured, in dB | bad at |
                |---|---|---|---|--:|--:|---|---|
                """);
        for (ModelCard card : cards) {
            text.append(row("`" + card.id() + "`", does(card), card.licence(), card.commercialUse(),
                    String.format(Locale.ROOT, "%,d", card.parameters()),
                    String.format(Locale.ROOT, "%.0f", card.gflopPerMegapixel()),
                    card.quality().stream().map(ModelsMarkdown::measured).collect(Collectors.joining("<br>")),
                    card.limits()));
        }
        return text.toString();
    }

    private static String row(String... cells) {
        return Stream.of(cells)
            .map((cell) -> Shell.oneLine(cell).replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String does(ModelCard card) {
        return card.task().equals("upscale") ? "upscale ×%d, %s".formatted(card.scale(), card.suits()) : card.task();
    }

    /** A figure, and in brackets those of methods that need no model. */
    private static String measured(ModelCard.Quality quality) {
        String before = quality.metric().equals("psnr_y") ? "bicubic" : "noisy";
        return "%s %s: **%.2f** (%s)".formatted(quality.set(), quality.degrade(), quality.value(),
                Stream.concat(Stream.of(Map.entry(before, quality.baseline())), quality.plain().entrySet().stream())
                    .map((method) -> String.format(Locale.ROOT, "%s %.2f", method.getKey(), method.getValue()))
                    .collect(Collectors.joining(", ")));
    }

}
