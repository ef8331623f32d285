package dev.rushes.models;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The models in a folder of a user's own, beside those that are shipped. It is looked at
 * with every question and read again when anything in it has changed. A card that is of
 * no use is left out and takes nothing else with it.
 */
final class OwnModels {

    private static final long MOST_BYTES_OF_A_CARD = 1 << 20;

    private static final int MOST_CARDS = 1000;

    private final Path folder;

    private final Map<String, ModelCard> taken;

    private final Consumer<LeftOut> news;

    private Content content = new Content(null, Map.of(), List.of());

    /**
     * What is there.
     *
     * @param state of the files that it was read from, to compare
     */
    record Content(List<String> state, Map<String, ModelCard> cards, List<LeftOut> leftOut) {

    }

    /**
     * A folder, which need not be there.
     * @param taken cards whose ids belong to others
     * @param news is told of each card that is left out, once
     */
    OwnModels(Path folder, Map<String, ModelCard> taken, Consumer<LeftOut> news) {
        this.folder = folder;
        this.taken = taken;
        this.news = news;
    }

    Shelf shelf() {
        return Shelf.ofFolder(this.folder);
    }

    /** What is there now. */
    synchronized Content look() {
        List<String> state;
        List<Path> cards = new ArrayList<>();
        try {
            state = state(cards);
        }
        catch (NoSuchFileException none) {
            state = List.of();
        }
        catch (IOException ex) {
            Problem problem = Problem.invalid("the folder of models cannot be read: %s", ex);
            return renew(new Content(List.of(problem.getMessage()), Map.of(),
                    List.of(new LeftOut(this.folder.toString(), problem.getMessage()))));
        }
        return state.equals(this.content.state()) ? this.content : renew(read(state, cards));
    }

    private Content renew(Content fresh) {
        fresh.leftOut().stream().filter((card) -> !this.content.leftOut().contains(card)).forEach(this.news);
        this.content = fresh;
        return fresh;
    }

    /** Of all files: weights that come or go make a card useful or useless. */
    private List<String> state(List<Path> cards) throws IOException {
        List<String> state = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                BasicFileAttributes is;
                try {
                    is = Files.readAttributes(file, BasicFileAttributes.class);
                }
                catch (NoSuchFileException gone) {
                    // or a link to nothing
                    continue;
                }
                state.add("%s %s %d %s".formatted(name, is.fileKey(), is.size(), is.lastModifiedTime()));
                if (name.endsWith(".json") && !name.startsWith(".") && is.isRegularFile()) {
                    cards.add(file);
                }
            }
        }
        catch (DirectoryIteratorException ex) {
            throw ex.getCause();
        }
        state.sort(null);
        cards.sort(null);
        return state;
    }

    private Content read(List<String> state, List<Path> files) {
        Map<String, ModelCard> cards = new TreeMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Path file : files) {
            try {
                if (cards.size() + leftOut.size() >= MOST_CARDS) {
                    throw Problem.invalid("there are more than %d cards in the folder", MOST_CARDS);
                }
                ModelCard card = read(file);
                if (this.taken.containsKey(card.id())) {
                    throw Problem.conflict("the id \"%s\" belongs to a model that is shipped; choose another",
                            card.id());
                }
                if (cards.putIfAbsent(card.id(), card) != null) {
                    throw Problem.conflict("another card in the folder has the id \"%s\" already", card.id());
                }
            }
            catch (Problem problem) {
                leftOut.add(new LeftOut(file.getFileName().toString(), problem.getMessage()));
            }
        }
        return new Content(state, Map.copyOf(cards), List.copyOf(leftOut));
    }

    private ModelCard read(Path file) {
        String name = file.getFileName().toString();
        ModelCard card;
        try {
            if (Files.size(file) > MOST_BYTES_OF_A_CARD) {
                throw Problem.invalid("the model card %s has more than %d bytes", name, MOST_BYTES_OF_A_CARD);
            }
            card = ModelCard.parse(name, Files.readAllBytes(file));
        }
        catch (IOException ex) {
            throw Problem.invalid("the model card %s cannot be read: %s", name, ex);
        }
        List<String> weights = new ArrayList<>(List.of(card.file()));
        card.externalData().forEach((data) -> weights.add(data.file()));
        for (String needed : weights) {
            if (!Files.isRegularFile(this.folder.resolve(needed))) {
                throw Problem.notFound("the weights %s of the model %s are not there", needed, card.id());
            }
        }
        return card;
    }

}
