package dev.rushes.models;

import dev.rushes.models.onnx.OnnxNetwork;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalogue: every model there is, its card and its weights. Those that are shipped
 * never change; those in a folder of the user's own are there as soon as they lie in it.
 */
public final class Models {

    private final Shelf shelf;

    private final Map<String, ModelCard> cards;

    /** May be null. */
    private final OwnModels own;

    private final LicencePolicy licences;

    /** What graphics cards have been seen to compute rightly. */
    private final Set<Proven> proven = ConcurrentHashMap.newKeySet();

    private Models(Shelf shelf) {
        Map<String, ModelCard> found = new HashMap<>();
        for (String name : shelf.names()) {
            if (name.endsWith(".json")) {
                ModelCard card = ModelCard.parse(name, shelf.bytes(name));
                if (found.put(card.id(), card) != null) {
                    throw Problem.invalid("two model cards have the id \"%s\"; one is %s", card.id(), name);
                }
            }
        }
        this.shelf = shelf;
        this.cards = Map.copyOf(found);
        this.own = null;
        this.licences = LicencePolicy.ANY;
    }

    private Models(Models shipped, OwnModels own, LicencePolicy licences) {
        this.shelf = shipped.shelf;
        this.cards = shipped.cards;
        this.own = own;
        this.licences = licences;
    }

    /**
     * The models that come with this software.
     * @throws Problem INVALID if a card is wrong
     */
    public static Models shipped() {
        return new Models(Shelf.ofClassPath(Models.class, "catalogue"));
    }

    /**
     * The models in a folder: JSON cards and the weights that they name.
     * @throws Problem INVALID if a card is wrong, NOT_FOUND if there is no such folder
     */
    public static Models in(Path folder) {
        return new Models(Shelf.ofFolder(folder));
    }

    /**
     * /** The same models under a policy: those that it refuses have their cards here
     * still, and are neither picked nor opened.
     */
    public Models under(LicencePolicy policy) {
        return new Models(this, this.own, policy);
    }

    /** Which models may be used. */
    public LicencePolicy licences() {
        return this.licences;
    }

    /**
     * These models and those in a folder of the user's own: JSON cards and the weights
     * that they name. What is put there later is found without any ado.
     * @param folder need not be there
     * @param news is told, once, of each card that is left out
     */
    public Models with(Path folder, Consumer<LeftOut> news) {
        return new Models(this, new OwnModels(folder, this.cards, news), this.licences);
    }

    /** The same without news. */
    public Models with(Path folder) {
        return with(folder, (_) -> {
        });
    }

    /** All cards by task, then scale, then id. */
    public List<ModelCard> cards() {
        return all().values()
            .stream()
            .sorted(Comparator.comparing(ModelCard::task).thenComparing(ModelCard::scale).thenComparing(ModelCard::id))
            .toList();
    }

    /** Cards in the user's own folder that are of no use, by file. */
    public List<LeftOut> leftOut() {
        return (this.own != null) ? this.own.look().leftOut() : List.of();
    }

    /**
     * The card with this id.
     * @throws Problem NOT_FOUND with the id that was probably meant
     */
    public ModelCard card(String id) {
        Map<String, ModelCard> all = all();
        ModelCard card = all.get(id);
        if (card == null) {
            for (LeftOut useless : leftOut()) {
                if (useless.file().equals(id + ".json")) {
                    throw Problem.notFound("the model \"%s\" is left out: %s", id, useless.reason());
                }
            }
            throw Problem.notFound("there is no model \"%s\"; %s", id,
                    Nearest.to(id, all.keySet())
                        .map((near) -> "did you mean \"" + near + "\"?")
                        .orElseGet(() -> "there are " + ids()));
        }
        return card;
    }

    /**
     * The model to take when a person names none, of those that the licence policy
     * allows: for clean pictures, of the class "fast" if there is one, and none of the
     * user's own unless no other does it.
     * @param task "upscale" or "denoise"
     * @param scale wanted, 1 for a denoiser
     * @throws Problem NOT_FOUND if no model does that, INVALID if none of those may be
     * used
     */
    public ModelCard pick(String task, int scale) {
        List<ModelCard> fitting = fitting(task, scale);
        if (fitting.isEmpty()) {
            throw Problem.notFound("there is no model for %s x%d; there are %s", task, scale, ids());
        }
        return best(fitting.stream(), "clean").orElseGet(() -> this.licences.checked(fitting.getFirst()));
    }

    /**
     * The shipped model to take, when a person names none, for what was compressed and is
     * noisy; empty if there is none that the licence policy allows.
     * @param task "upscale" or "denoise"
     * @param scale wanted, 1 for a denoiser
     */
    public Optional<ModelCard> pickForCamera(String task, int scale) {
        return best(fitting(task, scale).stream().filter((card) -> card.suits().equals("camera") && !isOwn(card)),
                "camera");
    }

    private List<ModelCard> fitting(String task, int scale) {
        return cards().stream()
            .filter((card) -> card.task().equals(task) && card.scale() == scale && card.window() == 1)
            .toList();
    }

    private Optional<ModelCard> best(Stream<ModelCard> fitting, String suits) {
        return fitting.filter((card) -> this.licences.refusal(card).isEmpty())
            .min(Comparator.comparing((ModelCard card) -> isOwn(card))
                .thenComparing((card) -> !card.suits().equals(suits))
                .thenComparing((card) -> !card.speed().equals("fast")));
    }

    /**
     * The model that a person names, or the one to take if it is "auto" or null.
     * @param task "upscale" or "denoise"
     * @param scale wanted, 1 for a denoiser
     * @throws Problem NOT_FOUND if there is none, INVALID if that one does something else
     * or the licence policy refuses it
     */
    public ModelCard card(String id, String task, int scale) {
        if (id == null || id.equals("auto")) {
            return pick(task, scale);
        }
        ModelCard card = card(id);
        if (!card.task().equals(task) || card.scale() != scale) {
            throw Problem.invalid("the model %s does %s ×%d, not %s ×%d; \"rushes models\" lists what there is", id,
                    card.task(), card.scale(), task, scale);
        }
        return this.licences.checked(card);
    }

    /**
     * Loads a model. This takes tens of milliseconds; the result may be used by several
     * threads at once. On a graphics card it has to make the same of a test picture as on
     * the processor, the first time.
     * @param threads that share the arithmetic on the CPU, 1 or more
     * @throws Problem INVALID if the weights are not those that the card describes, the
     * network is not fed as it says or the licence policy refuses it; UNSUPPORTED if the
     * device computes it wrongly or ONNX Runtime does not know what it is made of
     */
    public Model open(ModelCard card, Device device, int threads) {
        this.licences.checked(card);
        Weights weights = Weights.of(card, isOwn(card) ? this.own.shelf() : this.shelf);
        Restorer model = restorer(card, weights, device, threads);
        if (device != Device.CPU && !this.proven.contains(new Proven(card, device))) {
            prove(model, weights);
        }
        return model;
    }

    private void prove(Restorer model, Weights weights) {
        ModelCard card = model.card();
        try (Restorer processor = restorer(card, weights, Device.CPU, 1)) {
            SelfTest.check(model, processor);
            this.proven.add(new Proven(card, model.device()));
        }
        catch (RuntimeException | Error trouble) {
            model.close();
            throw trouble;
        }
    }

    private static Restorer restorer(ModelCard card, Weights weights, Device device, int threads) {
        OnnxNetwork network;
        try {
            network = weights.load(device, threads);
        }
        catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INTERNAL) {
                throw problem;
            }
            throw new Problem(Problem.Kind.UNSUPPORTED,
                    "the model %s cannot be used: %s".formatted(card.id(), problem.getMessage()), problem);
        }
        try {
            return new Restorer(card, device, network, Agreement.of(card, network));
        }
        catch (RuntimeException | Error trouble) {
            network.close();
            throw trouble;
        }
    }

    private Map<String, ModelCard> all() {
        if (this.own == null) {
            return this.cards;
        }
        Map<String, ModelCard> all = new HashMap<>(this.own.look().cards());
        all.putAll(this.cards);
        return all;
    }

    private boolean isOwn(ModelCard card) {
        return this.own != null && !this.cards.containsKey(card.id());
    }

    private String ids() {
        return cards().stream().map(ModelCard::id).collect(Collectors.joining(", "));
    }

    /** A model where it ran. */
    private record Proven(ModelCard card, Device device) {

    }

}
