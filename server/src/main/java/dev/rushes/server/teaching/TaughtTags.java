package dev.rushes.server.teaching;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.shots.Shots;
import dev.rushes.workers.tags.Shot;
import dev.rushes.workers.teaching.Lesson;
import dev.rushes.workers.teaching.ShotFeatures;
import dev.rushes.workers.teaching.TaughtTag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Tags that people teach: learnt at once, kept by version, given to old shots and new
 * ones.
 */
public final class TaughtTags {

    /** More are a taxonomy, and each new shot is shown to all of them. */
    private static final int MOST_TAGS = 200;

    /** Of one tag: further ones teach nothing new. */
    private static final int MOST_EXAMPLES = 2000;

    private static final RowMapper<TagDocument> SHOWN = (row, _) -> new TagDocument(row.getString("name"),
            row.getInt("version"), row.getInt("yes"), row.getInt("no"), row.getBytes("network") != null,
            (Double) row.getObject("accuracy"), row.getString("who"),
            Instant.ofEpochMilli(row.getLong("created")).toString(), null);

    private static final String NEWEST = "SELECT * FROM taught_versions AS tag WHERE version ="
            + " (SELECT MAX(version) FROM taught_versions WHERE name = tag.name)";

    private final Database database;

    private final Shots shots;

    private final Clock clock;

    public TaughtTags(Database database, Shots shots, Clock clock) {
        this.database = database;
        this.shots = shots;
        this.clock = clock;
    }

    /** All, by name. */
    public List<TagDocument> list() {
        return this.database.read((handle) -> handle.createQuery(NEWEST + " ORDER BY name").map(SHOWN).list());
    }

    /**
     * One of them.
     * @throws Problem NOT_FOUND
     */
    public TagDocument get(String name) {
        return this.database.read((handle) -> newest(handle, name)).orElseThrow(() -> unknown(name));
    }

    private static Optional<TagDocument> newest(Handle handle, String name) {
        return handle.createQuery(NEWEST + " AND name = ?").bind(0, name).map(SHOWN).findOne();
    }

    /**
     * Shots with the tags that were taught, before anybody sees them; what people said of
     * them stays.
     */
    public List<Shot> apply(List<Shot> found) {
        List<Shot> tagged = found;
        for (TaughtTag tag : all()) {
            tagged = tag.apply(tagged);
        }
        return tagged;
    }

    private List<TaughtTag> all() {
        return this.database.read((handle) -> handle.createQuery(NEWEST + " AND network IS NOT NULL")
            .map((row, _) -> new TaughtTag(row.getString("name"), row.getInt("version"), row.getBytes("network")))
            .list());
    }

    /**
     * Takes examples in, learns from all there are as soon as there are some of both
     * kinds, and applies what was learnt. The shots get the tag, or not, as if said by
     * hand.
     * @param yes ids of shots that are so
     * @param no ids of shots that are not
     * @throws Problem NOT_FOUND if a shot is not there; INVALID if nobody looked at one;
     * EXHAUSTED if there are too many
     */
    public synchronized TagDocument teach(String name, List<String> yes, List<String> no, String who, Audit audit) {
        int[] version = { 0 };
        List<Lesson.Example> examples = this.database.change((handle) -> {
            audit.add(handle, who, "tag.teach", name, Map.of("yes", yes, "no", no));
            version[0] = newest(handle, name).map(TagDocument::version).orElse(0) + 1;
            if (version[0] == 1 && count(handle, "SELECT COUNT(DISTINCT name) FROM taught_versions") >= MOST_TAGS) {
                throw Problem.exhausted("there are %d taught tags already; delete one first", MOST_TAGS);
            }
            // of a lesson that was broken off
            handle.execute("DELETE FROM taught_examples WHERE name = ? AND version = ?", name, version[0]);
            yes.forEach((id) -> add(handle, name, version[0], this.shots.mark(handle, id, name, true), true));
            no.forEach((id) -> add(handle, name, version[0], this.shots.mark(handle, id, name, false), false));
            List<Lesson.Example> all = examples(handle, name);
            if (all.size() > MOST_EXAMPLES) {
                throw Problem.exhausted("the tag \"%s\" has %d examples already, which is enough", name, MOST_EXAMPLES);
            }
            return all;
        });
        // nobody waits for this
        Optional<Lesson.Learnt> learnt = Lesson.learn(examples);
        int right = (int) examples.stream().filter(Lesson.Example::yes).count();
        TagDocument taught = this.database.change((handle) -> {
            handle
                .createUpdate("INSERT INTO taught_versions (name, version, yes, no, accuracy, who, created, network)"
                        + " VALUES (:name, :version, :yes, :no, :accuracy, :who, :created, :network)")
                .bind("name", name)
                .bind("version", version[0])
                .bind("yes", right)
                .bind("no", examples.size() - right)
                .bind("accuracy", learnt.map(Lesson.Learnt::accuracy).orElse(null))
                .bind("who", who)
                .bind("created", this.clock.millis())
                .bind("network", learnt.map(Lesson.Learnt::network).orElse(null))
                .execute();
            return newest(handle, name).orElseThrow();
        });
        return taught.changed(applyToAll(name));
    }

    private static int count(Handle handle, String select) {
        return handle.createQuery(select).mapTo(Integer.class).one();
    }

    private static void add(Handle handle, String name, int version, Shots.Marked marked, boolean yes) {
        float[] features = ShotFeatures.of(marked.shot());
        if (features == null) {
            throw Problem.invalid("shot %d of %s cannot teach: nobody looked at what it shows; tag it with objects",
                    marked.shot().index() + 1, marked.clip());
        }
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * features.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(features);
        handle.execute(
                "INSERT INTO taught_examples (name, asset_id, frame, version, yes, features) VALUES (?, ?, ?, ?, ?, ?)",
                name, marked.asset(), marked.shot().start().frame(), version, yes ? 1 : 0, bytes.array());
    }

    /** Of each shot the newest. */
    private static List<Lesson.Example> examples(Handle handle, String name) {
        return handle
            .createQuery("SELECT yes, features FROM taught_examples AS one WHERE name = ? AND version ="
                    + " (SELECT MAX(version) FROM taught_examples WHERE name = one.name AND asset_id = one.asset_id"
                    + " AND frame = one.frame) ORDER BY version, asset_id, frame")
            .bind(0, name)
            .map((row, _) -> {
                float[] features = new float[ShotFeatures.COUNT];
                ByteBuffer.wrap(row.getBytes("features")).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(features);
                return new Lesson.Example(features, row.getInt("yes") == 1);
            })
            .list();
    }

    /** Gives a tag to all shots that are so, and takes it from the others. */
    private int applyToAll(String name) {
        Optional<TaughtTag> tag = this.database
            .read((handle) -> handle.createQuery(NEWEST + " AND name = ? AND network IS NOT NULL")
                .bind(0, name)
                .map((row, _) -> new TaughtTag(name, row.getInt("version"), row.getBytes("network")))
                .findOne());
        return this.shots.rewrite((all) -> tag.map((one) -> one.apply(all))
            .orElseGet(() -> all.stream().map((shot) -> TaughtTag.without(shot, name)).toList()));
    }

    /**
     * Goes back to the version before, as if the last examples had not been given; before
     * the first version the tag is forgotten.
     * @return the version before, or null if there is none
     * @throws Problem NOT_FOUND if nobody taught it
     */
    public synchronized TagDocument undo(String name, String who, Audit audit) {
        TagDocument before = this.database.change((handle) -> {
            TagDocument last = newest(handle, name).orElseThrow(() -> unknown(name));
            audit.add(handle, who, "tag.undo", name, Map.of("version", last.version()));
            List<Map<String, Object>> examples = handle
                .createQuery("SELECT asset_id, frame FROM taught_examples WHERE name = ? AND version = ?")
                .bind(0, name)
                .bind(1, last.version())
                .mapToMap()
                .list();
            handle.execute("DELETE FROM taught_examples WHERE name = ? AND version = ?", name, last.version());
            handle.execute("DELETE FROM taught_versions WHERE name = ? AND version = ?", name, last.version());
            for (Map<String, Object> example : examples) {
                String asset = (String) example.get("asset_id");
                int frame = ((Number) example.get("frame")).intValue();
                Optional<Boolean> earlier = handle
                    .createQuery("SELECT yes FROM taught_examples WHERE name = ? AND asset_id = ? AND frame = ?"
                            + " ORDER BY version DESC LIMIT 1")
                    .bind(0, name)
                    .bind(1, asset)
                    .bind(2, frame)
                    .mapTo(Integer.class)
                    .findOne()
                    .map((yes) -> yes == 1);
                this.shots.remark(handle, asset, frame, name, earlier.orElse(null));
            }
            return newest(handle, name).orElse(null);
        });
        int changed = applyToAll(name);
        return before == null ? null : before.changed(changed);
    }

    private static Problem unknown(String name) {
        return Problem.notFound("nobody taught the tag \"%.80s\"; POST examples of it first", name);
    }

    /**
     * Forgets a tag and takes it from all shots to which a person has not given it.
     * @throws Problem NOT_FOUND if nobody taught it
     */
    public synchronized void delete(String name, String who, Audit audit) {
        this.database.update((handle) -> {
            if (newest(handle, name).isEmpty()) {
                throw unknown(name);
            }
            audit.add(handle, who, "tag.delete", name, Map.of());
            handle.execute("DELETE FROM taught_examples WHERE name = ?", name);
            handle.execute("DELETE FROM taught_versions WHERE name = ?", name);
        });
        applyToAll(name);
    }

}
