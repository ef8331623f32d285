package dev.rushes.models;

import dev.rushes.models.onnx.OnnxNetwork;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The catalogue: every model there is, its card and its weights. Immutable. */
public final class Models {

    private final Shelf shelf;

    private final LicencePolicy licences;

    private final Map<String, ModelCard> cards;

    /** Models that the graphics card has been seen to compute rightly. */
    private final Set<ModelCard> proven = ConcurrentHashMap.newKeySet();

    private Models(Shelf shelf) {
        this.shelf = shelf;
        this.licences = LicencePolicy.ANY;
        this.cards = new HashMap<>();
        for (String name : shelf.names()) {
            if (name.endsWith(".json")) {
                ModelCard card = ModelCard.parse(name, shelf.bytes(name));
                if (this.cards.put(card.id(), card) != null) {
                    throw Problem.invalid("two model cards have the id \"%s\"; one is %s", card.id(), name);
                }
            }
        }
    }

    private Models(Models all, LicencePolicy licences) {
        this.shelf = all.shelf;
        this.cards = all.cards;
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
     * The same models under a policy: those that it refuses have their cards here still,
     * and are neither picked nor opened.
     */
    public Models under(LicencePolicy policy) {
        return new Models(this, policy);
    }

    /** Which models may be used. */
    public LicencePolicy licences() {
        return this.licences;
    }

    /** All cards by task, then scale, then id. */
    public List<ModelCard> cards() {
        return this.cards.values()
            .stream()
            .sorted(Comparator.comparing(ModelCard::task).thenComparing(ModelCard::scale).thenComparing(ModelCard::id))
            .toList();
    }

    /**
     * The card with this id.
     * @throws Problem NOT_FOUND with the id that was probably meant
     */
    public ModelCard card(String id) {
        ModelCard card = this.cards.get(id);
        if (card == null) {
            throw Problem.notFound("there is no model \"%s\"; %s", id,
                    Nearest.to(id, this.cards.keySet())
                        .map((near) -> "did you mean \"" + near + "\"?")
                        .orElseGet(() -> "there are " + ids()));
        }
        return card;
    }

    /**
     * The model to take when a person names none, of those that the licence policy
     * allows: for clean pictures and of the class "fast" if there is one.
     * @param task "upscale" or "denoise"
     * @param scale wanted, 1 for a denoiser
     * @throws Problem NOT_FOUND if no model does that, INVALID if none of those may be
     * used
     */
    public ModelCard pick(String task, int scale) {
        List<ModelCard> fitting = cards().stream()
            .filter((card) -> card.task().equals(task) && card.scale() == scale)
            .toList();
        if (fitting.isEmpty()) {
            throw Problem.notFound("there is no model for %s x%d; there are %s", task, scale, ids());
        }
        return fitting.stream()
            .filter((card) -> this.licences.refusal(card).isEmpty())
            .min(Comparator.comparing((ModelCard card) -> !card.suits().equals("clean"))
                .thenComparing((card) -> !card.speed().equals("fast")))
            .orElseGet(() -> this.licences.checked(fitting.getFirst()));
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
     * @throws Problem INVALID if the weights are not those that the card describes or the
     * licence policy refuses it, UNSUPPORTED if the device computes it wrongly
     */
    public Model open(ModelCard card, Device device, int threads) {
        this.licences.checked(card);
        byte[] weights = this.shelf.bytes(card.file());
        String sha256 = sha256(weights);
        if (!sha256.equals(card.sha256())) {
            throw Problem.invalid("the weights %s are not those of the model %s: their SHA-256 is %s and not %s",
                    card.file(), card.id(), sha256, card.sha256());
        }
        Restorer model = new Restorer(card, device, OnnxNetwork.load(weights, device == Device.CUDA, threads));
        if (device == Device.CUDA && !this.proven.contains(card)) {
            prove(model, weights);
        }
        return model;
    }

    private void prove(Restorer model, byte[] weights) {
        ModelCard card = model.card();
        try (Restorer processor = new Restorer(card, Device.CPU, OnnxNetwork.load(weights, false, 1))) {
            SelfTest.check(model, processor);
            this.proven.add(card);
        }
        catch (RuntimeException | Error trouble) {
            model.close();
            throw trouble;
        }
    }

    private String ids() {
        return cards().stream().map(ModelCard::id).collect(Collectors.joining(", "));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new AssertionError("every Java platform has SHA-256", ex);
        }
    }

}
