package dev.rushes.server.shots;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.tags.ClipTags;
import dev.rushes.workers.tags.Corrections;
import dev.rushes.workers.tags.Shot;
import dev.rushes.workers.tags.ShotWords;
import dev.rushes.workers.tags.Takes;
import dev.rushes.workers.timeline.Rational;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of shots. */
public final class Shots {

    /** Shots in one transaction: others wait no longer than a moment. */
    private static final int SOME = 200;

    private final Database database;

    private final EventLog events;

    private final Clock clock;

    private final Meanings meanings = new Meanings();

    public Shots(Database database, EventLog events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    private record Row(String id, long seq, String asset, String job, String clip, boolean thumbnail, boolean strip,
            Shot shot) {

        static final RowMapper<Row> ROW = (row, _) -> new Row(row.getString("id"), row.getLong("seq"),
                row.getString("asset_id"), row.getString("job_id"), row.getString("clip"),
                row.getString("thumbnail") != null, row.getString("strip") != null,
                Json.readAnyVersion(row.getString("document"), Shot.class));

        ShotDocument shown(List<String> query, Map<String, Integer> takes) {
            String href = "/v1/shots/" + this.id;
            return new ShotDocument(this.id, this.asset, this.job, this.clip, href,
                    this.thumbnail ? href + "/thumbnail" : null, this.strip ? href + "/strip" : null,
                    takes.getOrDefault(this.shot.takesGroup(), 1),
                    query.isEmpty() ? null : ShotWords.why(ShotWords.of(this.clip, this.shot), query), this.shot);
        }

    }

    /** The shots that are known of footage, with what people said of them. */
    public List<Shot> of(Handle handle, String asset) {
        return handle.createQuery("SELECT * FROM shots WHERE asset_id = ? ORDER BY number")
            .bind(0, asset)
            .map(Row.ROW)
            .map(Row::shot)
            .list();
    }

    /**
     * Pictures of shots.
     *
     * @param thumbnails their paths below the data directory, one a shot, or none
     * @param strips likewise
     */
    public record Pictures(List<String> thumbnails, List<String> strips) {

        /** None. */
        public static final Pictures NONE = new Pictures(List.of(), List.of());

    }

    /**
     * Puts a footage's shots in the place of those that there were, and keeps what people
     * said of them; in the transaction that ends the task.
     * @param clip the footage's name
     */
    public void replace(Handle handle, String asset, String job, String clip, ClipTags found, Pictures pictures) {
        List<Shot> before = of(handle, asset);
        remove(handle, asset);
        List<Shot> shots = takes(handle).group(asset, Corrections.keep(before, found.shots()));
        handle.execute("INSERT INTO clip_tags (asset_id, job_id, document) VALUES (?, ?, ?)", asset, job,
                Json.line(found.with(List.of())));
        handle.execute("UPDATE counters SET last = last + ? WHERE name = 'shot'", shots.size());
        long seq = handle.createQuery("SELECT last FROM counters WHERE name = 'shot'").mapTo(Long.class).one()
                - shots.size();
        long now = this.clock.millis();
        for (int i = 0; i < shots.size(); i++) {
            Shot shot = shots.get(i);
            String id = Ids.next("sht", now);
            handle
                .createUpdate("INSERT INTO shots (id, seq, asset_id, job_id, number, clip, people, speech, seconds,"
                        + " thumbnail, strip, takes, fingerprint, document, created) VALUES (:id, :seq, :asset, :job,"
                        + " :number, :clip, :people, :speech, :seconds, :thumbnail, :strip, :takes, :fingerprint,"
                        + " '', :created)")
                .bind("id", id)
                .bind("seq", seq + i + 1)
                .bind("asset", asset)
                .bind("job", job)
                .bind("number", shot.index())
                .bind("clip", clip)
                .bind("people", shot.people() == null ? null : shot.people().count())
                .bind("speech", shot.audio() == null ? null : shot.audio().speechRatio())
                .bind("seconds",
                        Rational.parse(shot.end().seconds()).minus(Rational.parse(shot.start().seconds())).value())
                .bind("thumbnail", i < pictures.thumbnails().size() ? pictures.thumbnails().get(i) : null)
                .bind("strip", i < pictures.strips().size() ? pictures.strips().get(i) : null)
                .bind("takes", shot.takesGroup())
                .bind("fingerprint", shot.fingerprint())
                .bind("created", now)
                .execute();
            write(handle, id, seq + i + 1, clip, shot);
        }
        this.events.add(handle, "asset.shots", job, asset, Map.of("shots", shots.size()));
    }

    /** Thinks of what shots mean before a transaction has everybody wait for it. */
    public void prepare(List<Shot> shots) {
        Stream
            .concat(shots.stream().map(ShotWords::sentence),
                    shots.stream().flatMap((shot) -> ShotWords.tags(shot).stream()))
            .distinct()
            .forEach(this.meanings::of);
    }

    /** Of all shots that there are. */
    private static Takes takes(Handle handle) {
        Takes takes = new Takes();
        handle
            .createQuery("SELECT asset_id, takes, fingerprint FROM shots WHERE fingerprint IS NOT NULL"
                    + " AND takes IS NOT NULL ORDER BY seq")
            .map((row, _) -> List.of(row.getString("asset_id"), row.getString("takes"), row.getString("fingerprint")))
            .forEach((row) -> takes.add(row.get(0), row.get(1), row.get(2)));
        return takes;
    }

    /** Writes what can be corrected, and what is looked for of it. */
    private void write(Handle handle, String id, long seq, String clip, Shot shot) {
        handle.execute("UPDATE shots SET size = ?, move = ?, document = ? WHERE id = ?",
                shot.size() == null ? null : shot.size().type(), shot.move() == null ? null : shot.move().type(),
                Json.line(shot), id);
        handle.execute("DELETE FROM shot_words WHERE rowid = ?", seq);
        handle.execute("DELETE FROM shot_tags WHERE shot_id = ?", id);
        index(handle, id, seq, clip, shot);
        this.meanings.keep(handle, seq, shot);
    }

    private static void index(Handle handle, String id, long seq, String clip, Shot shot) {
        handle.execute("INSERT INTO shot_words (rowid, words) VALUES (?, ?)", seq,
                String.join(" . ", ShotWords.split(String.join(" ", ShotWords.of(clip, shot).values()))));
        ShotWords.tags(shot)
            .forEach((name) -> handle.execute("INSERT INTO shot_tags (shot_id, name) VALUES (?, ?)", id, name));
    }

    /** Forgets the shots of an asset. */
    public static void remove(Handle handle, String asset) {
        handle.execute("DELETE FROM shot_words WHERE rowid IN (SELECT seq FROM shots WHERE asset_id = ?)", asset);
        Meanings.forget(handle,
                handle.createQuery("SELECT seq FROM shots WHERE asset_id = ?").bind(0, asset).mapTo(Long.class).list());
        handle.execute("DELETE FROM shots WHERE asset_id = ?", asset);
        handle.execute("DELETE FROM clip_tags WHERE asset_id = ?", asset);
    }

    /**
     * All that is known of a footage, with what people said of it since it was tagged.
     * @throws Problem NOT_FOUND if nobody tagged it
     */
    public ClipTags document(String asset) {
        return this.database.read((handle) -> handle.createQuery("SELECT document FROM clip_tags WHERE asset_id = ?")
            .bind(0, asset)
            .mapTo(String.class)
            .findOne()
            .map((document) -> Json.readAnyVersion(document, ClipTags.class).with(of(handle, asset)))
            .orElseThrow(() -> Problem
                .notFound("nothing was found of the footage %.40s yet; run a job with {\"op\": \"tag\"}", asset)));
    }

    /**
     * One shot.
     * @throws Problem NOT_FOUND
     */
    public ShotDocument get(String id) {
        return this.database.read((handle) -> shown(handle, row(handle, id)));
    }

    private static ShotDocument shown(Handle handle, Row row) {
        return row.shown(List.of(), takes(handle, List.of(row)));
    }

    /** How many shots there are of each group. */
    private static Map<String, Integer> takes(Handle handle, List<Row> rows) {
        List<String> groups = rows.stream()
            .map((row) -> row.shot().takesGroup())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
        Map<String, Integer> takes = new LinkedHashMap<>();
        if (!groups.isEmpty()) {
            handle.createQuery("SELECT takes, COUNT(*) AS shots FROM shots WHERE takes IN (<groups>) GROUP BY takes")
                .bindList("groups", groups)
                .map((row, _) -> Map.entry(row.getString("takes"), row.getInt("shots")))
                .forEach((entry) -> takes.put(entry.getKey(), entry.getValue()));
        }
        return takes;
    }

    private static Row row(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM shots WHERE id = ?")
            .bind(0, id)
            .map(Row.ROW)
            .findOne()
            .orElseThrow(() -> Problem
                .notFound("there is no shot %.40s; its footage may have been tagged again, or deleted", id));
    }

    /**
     * Where a shot's thumbnail lies.
     * @throws Problem NOT_FOUND if there is no such shot, or if nobody looked at it
     */
    public Path thumbnail(Path root, String id) {
        return picture(root, id, "thumbnail");
    }

    /**
     * Where the row of a shot's frames lies.
     * @throws Problem NOT_FOUND if there is no such shot, or if nobody looked at it
     */
    public Path strip(Path root, String id) {
        return picture(root, id, "strip");
    }

    private Path picture(Path root, String id, String column) {
        return this.database.read((handle) -> {
            row(handle, id);
            return handle.createQuery("SELECT " + column + " FROM shots WHERE id = ?")
                .bind(0, id)
                .mapTo(String.class)
                .findOne()
                .map(root::resolve)
                .orElseThrow(
                        () -> Problem.notFound("the shot %.40s has no %s: nobody looked at its pictures", id, column));
        });
    }

    /**
     * Says what holds of a shot and what does not; it stays so when the footage is tagged
     * again.
     * @param who says so
     * @throws Problem NOT_FOUND
     */
    public ShotDocument correct(String id, String who, Audit audit, Correction correction) {
        return this.database.change((handle) -> {
            handle.execute("UPDATE shots SET seq = seq WHERE id = ?", id);
            Row row = row(handle, id);
            Shot shot = correction.of(row.shot());
            write(handle, id, row.seq(), row.clip(), shot);
            audit.add(handle, who, "shot.correct", id,
                    Map.of("asset", row.asset(), "shot", shot.index(), "correction", correction));
            this.events.add(handle, "shot.changed", row.job(), row.asset(), Map.of("id", id));
            return shown(handle, row(handle, id));
        });
    }

    /** A shot of which somebody said something. */
    public record Marked(String asset, String clip, Shot shot) {

    }

    /**
     * Says of a shot that it is so, or is not.
     * @throws Problem NOT_FOUND
     */
    public Marked mark(Handle handle, String id, String tag, boolean yes) {
        Row row = row(handle, id);
        List<String> name = List.of(tag);
        Shot shot = new Correction(yes ? name : List.of(), yes ? List.of() : name, null, null).of(row.shot());
        write(handle, id, row.seq(), row.clip(), shot);
        this.events.add(handle, "shot.changed", row.job(), row.asset(), Map.of("id", id));
        return new Marked(row.asset(), row.clip(), shot);
    }

    /**
     * Takes back what was said of a shot that begins with a frame.
     * @param yes what had been said before, or null
     */
    public void remark(Handle handle, String asset, int frame, String tag, Boolean yes) {
        for (Row row : handle.createQuery("SELECT * FROM shots WHERE asset_id = ?")
            .bind(0, asset)
            .map(Row.ROW)
            .list()) {
            if (row.shot().start().frame() == frame) {
                List<Shot.Tag> tags = new ArrayList<>(row.shot().tags());
                tags.removeIf((one) -> one.name().equals(tag));
                if (yes != null) {
                    tags.add(new Shot.Tag(tag, yes ? 1 : 0, Shot.Tag.HUMAN));
                }
                write(handle, row.id(), row.seq(), row.clip(), row.shot().with(tags));
            }
        }
    }

    /**
     * Lets something change what is known of all shots, some at a time.
     * @param change is given shots and gives as many, the same where nothing changes
     * @return how many it changed
     */
    public int rewrite(UnaryOperator<List<Shot>> change) {
        int[] changed = { 0 };
        long[] last = { 0 };
        boolean more;
        do {
            more = this.database.change((handle) -> {
                List<Row> rows = handle.createQuery("SELECT * FROM shots WHERE seq > ? ORDER BY seq LIMIT " + SOME)
                    .bind(0, last[0])
                    .map(Row.ROW)
                    .list();
                List<Shot> now = change.apply(rows.stream().map(Row::shot).toList());
                int count = 0;
                for (int i = 0; i < rows.size(); i++) {
                    Row row = rows.get(i);
                    if (!now.get(i).equals(row.shot())) {
                        write(handle, row.id(), row.seq(), row.clip(), now.get(i));
                        this.events.add(handle, "shot.changed", row.job(), row.asset(), Map.of("id", row.id()));
                        count++;
                    }
                }
                changed[0] += count;
                last[0] = rows.isEmpty() ? last[0] : rows.getLast().seq();
                return rows.size() == SOME;
            });
        }
        while (more);
        return changed[0];
    }

    /** Looks for shots. */
    ShotPage search(ShotQuery query) {
        return this.database.read((handle) -> {
            Map<Long, Meanings.Hit> alike = query.words().isEmpty() ? Map.of()
                    : this.meanings.search(handle, query.text());
            ShotSearch search = new ShotSearch(handle, this.database.fullText(), query, List.copyOf(alike.keySet()));
            List<Row> rows = search.page()
                .stream()
                .map((seq) -> handle.createQuery("SELECT * FROM shots WHERE seq = ?").bind(0, seq).map(Row.ROW).one())
                .toList();
            Map<String, Integer> takes = takes(handle, rows);
            List<ShotDocument> shots = rows.stream()
                .map((row) -> row.shown(query.words(), takes).alike(alike.get(row.seq())))
                .toList();
            int end = query.offset() + shots.size();
            return new ShotPage(shots, search.total(), search.relaxed(), search.facets(),
                    end < search.total() ? end : null);
        });
    }

}
