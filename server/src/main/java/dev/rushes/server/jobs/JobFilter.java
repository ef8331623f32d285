package dev.rushes.server.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import dev.rushes.server.database.Ids;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Which jobs a list shows; null is no matter.
 *
 * @param states only in one of these; empty for all
 * @param asset only of this footage
 * @param owner only of this key
 * @param label only with this label, {@code NAME} or {@code NAME:VALUE}; both may hold
 * colons themselves, and whatever they can mean is meant
 * @param cursor as the part before gave it
 * @param limit of jobs, 1 or more
 */
public record JobFilter(List<JobState> states, String asset, String owner, String label, String cursor, int limit) {

    /**
     * Reads {@code queued,running}.
     * @throws Problem INVALID with the states that there are
     */
    public static List<JobState> states(String text) {
        List<String> known = Arrays.stream(JobState.values()).map(JobState::word).toList();
        return Arrays.stream(text.split(",")).map((word) -> {
            if (!known.contains(word)) {
                throw Problem.invalid("state must be of %s, not \"%.40s\"%s", String.join(", ", known), word,
                        Nearest.to(word, known).map("; did you mean %s?"::formatted).orElse(""));
            }
            return JobState.of(word);
        }).toList();
    }

    JobPage page(Handle handle) {
        StringBuilder sql = new StringBuilder("SELECT * FROM jobs WHERE 1 = 1");
        if (!this.states.isEmpty()) {
            sql.append(" AND state IN (<states>)");
        }
        if (this.asset != null) {
            sql.append(" AND asset_id = :asset");
        }
        if (this.owner != null) {
            sql.append(" AND owner = :owner");
        }
        List<String[]> pairs = pairs(this.label);
        if (this.label != null) {
            sql.append(" AND EXISTS (SELECT 1 FROM job_labels WHERE job_id = jobs.id AND (name = :label");
            for (int number = 0; number < pairs.size(); number++) {
                sql.append(" OR (name = :name%1$d AND value = :value%1$d)".formatted(number));
            }
            sql.append("))");
        }
        if (this.cursor != null) {
            sql.append(" AND (created < :created OR (created = :created AND id < :id))");
        }
        sql.append(" ORDER BY created DESC, id DESC LIMIT :limit");
        Query query = handle.createQuery(sql).bind("limit", this.limit + 1);
        bind(query, pairs);
        List<JobRow> rows = query.map(JobRow.ROW).list();
        List<JobRow> shown = rows.subList(0, Math.min(rows.size(), this.limit));
        return new JobPage(JobDocuments.brief(handle, shown),
                (rows.size() > this.limit) ? cursor(shown.getLast()) : null);
    }

    private void bind(Query query, List<String[]> pairs) {
        if (!this.states.isEmpty()) {
            query.bindList("states", this.states.stream().map(JobState::word).toList());
        }
        if (this.asset != null) {
            query.bind("asset", this.asset);
        }
        if (this.owner != null) {
            query.bind("owner", this.owner);
        }
        if (this.label != null) {
            query.bind("label", this.label);
            for (int number = 0; number < pairs.size(); number++) {
                query.bind("name" + number, pairs.get(number)[0]).bind("value" + number, pairs.get(number)[1]);
            }
        }
        if (this.cursor != null) {
            String[] last = last();
            query.bind("created", Long.parseLong(last[0])).bind("id", last[1]);
        }
    }

    /** All names and values that a text with colons can stand for. */
    private static List<String[]> pairs(String label) {
        List<String[]> pairs = new ArrayList<>();
        for (int colon = (label != null) ? label.indexOf(':') : -1; colon >= 0; colon = label.indexOf(':', colon + 1)) {
            String[] pair = { label.substring(0, colon), label.substring(colon + 1) };
            if (JobRequest.fits(pair[0]) && JobRequest.fits(pair[1])) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static String cursor(JobRow last) {
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((last.created() + " " + last.id()).getBytes(StandardCharsets.UTF_8));
    }

    private String[] last() {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(this.cursor), StandardCharsets.UTF_8).split(" ",
                    2);
            if (parts.length == 2 && parts[0].matches("[0-9]{1,15}") && Ids.looksLike("job", parts[1])) {
                return parts;
            }
        }
        catch (IllegalArgumentException notBase64) {
            // the sentence below says so
        }
        throw Problem.invalid("cursor \"%.60s\" is none that a list has given", this.cursor);
    }

}
