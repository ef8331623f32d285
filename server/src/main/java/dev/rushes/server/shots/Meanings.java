package dev.rushes.server.shots;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.models.language.SentenceEncoder;
import dev.rushes.workers.tags.Shot;
import dev.rushes.workers.tags.ShotWords;
import org.jdbi.v3.core.Handle;

/**
 * What shots mean, as vectors: kept beside their rows, and in memory for those who
 * search. The network is loaded when it is first needed.
 */
final class Meanings {

    private static final Logger LOG = System.getLogger(Meanings.class.getName());

    private static final String SHOT = "shot:";

    private static final String TAG = "tag:";

    /** Below this cosine a query has nothing to do with what is said of a shot. */
    private static final double ALIKE = 0.36;

    /** Single words are nearer to each other. */
    private static final double SYNONYMS = 0.58;

    /** Hits by meaning alone: who looks further has other words. */
    private static final int MOST = 300;

    /** Sentences of which the vector is remembered: the same are said of many shots. */
    private static final int REMEMBERED = 2048;

    private final Map<String, byte[]> known = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Integer> places = new HashMap<>();

    private final List<Kept> kept = new ArrayList<>();

    private long version;

    private SentenceEncoder encoder;

    private boolean missing;

    private record Kept(String name, byte[] vector, double length) {

    }

    /**
     * Why a shot means something alike.
     *
     * @param score 0..1
     * @param tag the word for it that does, or null if it is all that is known of it
     */
    record Hit(double score, String tag) {

        /** For people. */
        String why() {
            return String.format(Locale.ROOT, "meaning: %s%.0f %%", this.tag == null ? "" : this.tag + " ",
                    100 * this.score);
        }

    }

    /** The vector of a sentence, 8 bits a number; null if this machine cannot tell. */
    synchronized byte[] of(String sentence) {
        byte[] vector = this.known.get(sentence);
        if (vector == null && ready()) {
            vector = bytes(this.encoder.encode(sentence));
            this.known.put(sentence, vector);
            if (this.known.size() > REMEMBERED) {
                this.known.remove(this.known.keySet().iterator().next());
            }
        }
        return vector;
    }

    private boolean ready() {
        if (this.encoder == null && !this.missing) {
            try {
                this.encoder = new SentenceEncoder(1);
            }
            catch (LinkageError | Problem | IllegalStateException ex) {
                // its words are cut up by a library that not every machine has
                this.missing = true;
                LOG.log(Level.WARNING, "shots are found by words alone, not by meaning: {0}", ex.getMessage());
            }
        }
        return !this.missing;
    }

    /** The greatest becomes 127: directions are all that counts. */
    private static byte[] bytes(float[] vector) {
        float most = Float.MIN_NORMAL;
        for (float number : vector) {
            most = Math.max(most, Math.abs(number));
        }
        byte[] bytes = new byte[vector.length];
        for (int i = 0; i < vector.length; i++) {
            bytes[i] = (byte) Math.rint(127 * vector[i] / most);
        }
        return bytes;
    }

    /** Keeps what a shot means, and what the words for it do. */
    void keep(Handle handle, long seq, Shot shot) {
        handle.execute("DELETE FROM meanings WHERE name = ?", SHOT + seq);
        put(handle, SHOT + seq, ShotWords.sentence(shot));
        for (String tag : ShotWords.tags(shot)) {
            int there = handle.createQuery("SELECT COUNT(*) FROM meanings WHERE name = ?")
                .bind(0, TAG + tag)
                .mapTo(Integer.class)
                .one();
            if (there == 0) {
                put(handle, TAG + tag, tag);
            }
        }
    }

    private void put(Handle handle, String name, String sentence) {
        byte[] vector = of(sentence);
        if (vector != null) {
            handle.execute("UPDATE counters SET last = last + 1 WHERE name = 'meaning'");
            handle.execute("INSERT INTO meanings (name, version, vector) VALUES (?,"
                    + " (SELECT last FROM counters WHERE name = 'meaning'), ?)", name, vector);
        }
    }

    /** Forgets what shots mean. */
    static void forget(Handle handle, List<Long> shots) {
        shots.forEach((seq) -> handle.execute("DELETE FROM meanings WHERE name = ?", SHOT + seq));
    }

    /** The shots that are alike by their number, the most alike first. */
    Map<Long, Hit> search(Handle handle, String sentence) {
        Map<Long, Hit> hits = new HashMap<>();
        Map<String, Double> tags = new HashMap<>();
        alike(handle, sentence).forEach((name, score) -> {
            if (name.startsWith(SHOT) && score >= ALIKE) {
                hits.put(Long.parseLong(name.substring(SHOT.length())), new Hit(score, null));
            }
            else if (name.startsWith(TAG) && score >= SYNONYMS) {
                tags.put(name.substring(TAG.length()), score);
            }
        });
        if (!tags.isEmpty()) {
            handle
                .createQuery(
                        "SELECT shots.seq, shot_tags.name FROM shot_tags JOIN shots ON shots.id = shot_tags.shot_id"
                                + " WHERE shot_tags.name IN (<tags>) ORDER BY shots.seq DESC LIMIT " + MOST)
                .bindList("tags", List.copyOf(tags.keySet()))
                .map((row, _) -> Map.entry(row.getLong("seq"),
                        new Hit(tags.get(row.getString("name")), row.getString("name"))))
                .forEach((entry) -> hits.merge(entry.getKey(), entry.getValue(),
                        (one, other) -> one.score() >= other.score() ? one : other));
        }
        Map<Long, Hit> sorted = new LinkedHashMap<>();
        hits.entrySet()
            .stream()
            .sorted(Comparator.comparingDouble((Map.Entry<Long, Hit> entry) -> -entry.getValue().score())
                .thenComparing(Map.Entry::getKey))
            .limit(MOST)
            .forEach((entry) -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private synchronized Map<String, Double> alike(Handle handle, String sentence) {
        byte[] wanted = of(sentence);
        if (wanted == null) {
            return Map.of();
        }
        refresh(handle);
        double length = length(wanted);
        Map<String, Double> alike = new HashMap<>();
        for (Kept one : this.kept) {
            double score = product(wanted, one.vector()) / (length * one.length());
            if (score >= ALIKE) {
                alike.put(one.name(), score);
            }
        }
        return alike;
    }

    /** Takes in what was written since. */
    private void refresh(Handle handle) {
        long rows = handle.createQuery("SELECT COUNT(*) FROM meanings").mapTo(Long.class).one();
        if (this.kept.size() > 2 * rows + REMEMBERED) {
            // most of it is gone
            this.kept.clear();
            this.places.clear();
            this.version = 0;
        }
        handle.createQuery("SELECT name, version, vector FROM meanings WHERE version > ? ORDER BY version")
            .bind(0, this.version)
            .map((row, _) -> {
                this.version = row.getLong("version");
                byte[] vector = row.getBytes("vector");
                return new Kept(row.getString("name"), vector, length(vector));
            })
            .forEach((one) -> {
                Integer place = this.places.putIfAbsent(one.name(), this.kept.size());
                if (place == null) {
                    this.kept.add(one);
                }
                else {
                    this.kept.set(place, one);
                }
            });
    }

    private static double length(byte[] vector) {
        return Math.sqrt(Math.max(1, product(vector, vector)));
    }

    private static int product(byte[] one, byte[] other) {
        int sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

}
