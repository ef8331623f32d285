package dev.rushes.server.shots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.rushes.server.database.FullText;
import org.jdbi.v3.core.Handle;

/**
 * A query in SQL: shots that have all words, the best match first; then those that mean
 * something alike; if there are neither, those that have any of the words.
 */
final class ShotSearch {

    /** In facets: more names nobody reads. */
    private static final int MOST_NAMES = 40;

    private final Handle handle;

    private final FullText fullText;

    private final ShotQuery query;

    private final Map<String, Object> given = new LinkedHashMap<>();

    /** Of all shots that fit, whatever their words. */
    private final String fits;

    /** Those that have the words; all without words. */
    private final String worded;

    private final long exact;

    /** Shots that are alike and have not all words, the most alike first. */
    private final List<Long> alike;

    private final boolean relaxed;

    ShotSearch(Handle handle, FullText fullText, ShotQuery query, List<Long> alike) {
        this.handle = handle;
        this.fullText = fullText;
        this.query = query;
        this.fits = fits();
        boolean words = !query.words().isEmpty();
        if (words) {
            this.given.put("words", fullText.query(query.words(), true));
        }
        long all = words ? count(words()) : count(" FROM shots WHERE " + this.fits);
        this.alike = alike.isEmpty() ? List.of() : fitting(alike);
        this.relaxed = words && all + this.alike.size() == 0 && query.words().size() > 1;
        if (this.relaxed) {
            this.given.put("words", fullText.query(query.words(), false));
            all = count(words());
        }
        this.exact = all;
        this.worded = words ? words() : " FROM shots WHERE " + this.fits;
    }

    private String words() {
        return " FROM shot_words JOIN shots ON shots.seq = shot_words.rowid WHERE " + this.fullText.matches("words")
                + " AND " + this.fits;
    }

    private String fits() {
        StringBuilder sql = new StringBuilder("1 = 1");
        and(sql, "asset_id = :asset", "asset", this.query.asset());
        and(sql, "size = :size", "size", this.query.size());
        and(sql, "(move = :move OR move LIKE :moves)", "move", this.query.move());
        if (this.query.move() != null) {
            this.given.put("moves", this.query.move() + "-%");
        }
        and(sql, "takes = :takes", "takes", this.query.takes());
        and(sql, "people >= :people", "people", this.query.people());
        if (this.query.speech() != null) {
            sql.append(this.query.speech() ? " AND speech > 0" : " AND speech = 0");
        }
        and(sql, "EXISTS (SELECT 1 FROM shot_tags WHERE shot_id = shots.id AND name = :tag)", "tag", this.query.tag());
        return sql.toString();
    }

    private void and(StringBuilder sql, String condition, String name, Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            this.given.put(name, value);
        }
    }

    private List<Long> fitting(List<Long> alike) {
        Set<Long> fitting = Set.copyOf(list("SELECT seq FROM shots WHERE " + this.fits + " AND seq IN ("
                + numbers(alike) + ") AND seq NOT IN (SELECT shots.seq" + words() + ")", Long.class));
        return alike.stream().filter(fitting::contains).toList();
    }

    private static String numbers(List<Long> all) {
        return all.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Of all that were found. */
    long total() {
        return this.exact + this.alike.size();
    }

    /** Whether no shot had all words, so that any of them was enough. */
    boolean relaxed() {
        return this.relaxed && this.exact > 0;
    }

    private long count(String from) {
        return list("SELECT COUNT(*)" + from, Long.class).getFirst();
    }

    private <T> List<T> list(String select, Class<T> type) {
        return this.handle.createQuery(select).bindMap(this.given).mapTo(type).list();
    }

    /** Their numbers, in order. */
    List<Long> page() {
        String order = (this.query.words().isEmpty() ? "" : this.fullText.rank("words") + ", ")
                + "shots.clip, shots.asset_id, shots.number";
        List<Long> page = new ArrayList<>(list("SELECT shots.seq" + this.worded + " ORDER BY " + order + " LIMIT "
                + this.query.limit() + " OFFSET " + this.query.offset(), Long.class));
        this.alike.stream()
            .skip(Math.max(0, this.query.offset() - this.exact))
            .limit(this.query.limit() - page.size())
            .forEach(page::add);
        return page;
    }

    /** How many there are of each size, move, number of people and tag. */
    Map<String, Map<String, Long>> facets() {
        String found = " FROM shots WHERE seq IN (SELECT shots.seq" + this.worded + ")"
                + (this.alike.isEmpty() ? "" : " OR seq IN (" + numbers(this.alike) + ")");
        Map<String, Map<String, Long>> facets = new LinkedHashMap<>();
        for (String column : List.of("size", "move", "people")) {
            facets.put(column, facet("SELECT " + column + " AS value, COUNT(*) AS shots FROM (SELECT " + column + found
                    + ") AS found WHERE " + column + " IS NOT NULL GROUP BY " + column));
        }
        facets.put("tag", facet(
                "SELECT shot_tags.name AS value, COUNT(*) AS shots FROM shot_tags WHERE shot_id IN (SELECT shots.id"
                        + found + ") GROUP BY shot_tags.name"));
        return facets;
    }

    private Map<String, Long> facet(String select) {
        return this.handle.createQuery(select + " ORDER BY shots DESC, value LIMIT " + MOST_NAMES)
            .bindMap(this.given)
            .map((row, _) -> Map.entry(row.getString("value"), row.getLong("shots")))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
    }

}
