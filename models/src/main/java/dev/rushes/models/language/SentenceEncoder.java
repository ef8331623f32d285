package dev.rushes.models.language;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rushes.models.AnalyserCard;
import dev.rushes.models.onnx.Inference;
import dev.rushes.models.onnx.Values;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Turns English sentences into vectors that point the same way where sentences mean
 * something alike: MiniLM. For several threads at once.
 */
public final class SentenceEncoder implements AutoCloseable {

    /** Numbers of a vector. */
    public static final int LENGTH = 384;

    private static final Map<String, String> WHOLE = Map.of("truncation", "true", "maxLength", "256", "padding",
            "false");

    private final AnalyserCard card;

    private final HuggingFaceTokenizer words;

    private final Inference network;

    /**
     * Loads it.
     * @param threads that share the arithmetic, 1 or more
     */
    public SentenceEncoder(int threads) {
        // what is needed is there; nothing is fetched
        System.setProperty("ai.djl.offline", "true");
        this.card = AnalyserCard.shipped("meaning");
        this.network = Inference.load(this.card.bytes("/all-minilm-l6-v2-q.onnx"), threads);
        try {
            this.words = HuggingFaceTokenizer
                .newInstance(new ByteArrayInputStream(this.card.bytes("/all-minilm-l6-v2-q-tokenizer.json")), WHOLE);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What it is. */
    public AnalyserCard card() {
        return this.card;
    }

    /**
     * What a sentence means.
     * @param sentence of which some 250 words count
     * @return {@value LENGTH} numbers of length 1
     */
    public float[] encode(String sentence) {
        Encoding encoding = this.words.encode(sentence);
        Values says = this.network.run(Map.of("input_ids", encoding.getIds(), "attention_mask",
                encoding.getAttentionMask(), "token_type_ids", encoding.getTypeIds()))
            .values()
            .iterator()
            .next();
        // the mean over its words
        float[] vector = new float[LENGTH];
        for (int i = 0; i < says.data().length; i++) {
            vector[i % LENGTH] += says.data()[i];
        }
        double square = 0;
        for (float number : vector) {
            square += number * number;
        }
        float length = (float) Math.max(Math.sqrt(square), Float.MIN_NORMAL);
        for (int i = 0; i < LENGTH; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    @Override
    public void close() {
        this.words.close();
        this.network.close();
    }

}
