package dev.rushes.server.presets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.http.Unseen;
import dev.rushes.server.operations.Feasible;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The named recipes. Every method is part of the caller's transaction. */
public final class Presets {

    /** Far more than anybody finds their way in. */
    private static final int MOST = 500;

    private static final int LONGEST_TITLE = 200;

    /** Of those there are, in a sentence. */
    private static final int NAMED = 20;

    private static final String COLUMNS = "name, title, recipe, revision, created, changed";

    /** What comes with this software, by its name. */
    private static final Map<String, JsonNode> SHIPPED = shipped();

    private final Clock clock;

    private final Audit audit;

    private final Feasible feasible;

    /**
     * Presets of a database.
     * @param feasible what recipes have to be
     */
    public Presets(Clock clock, Audit audit, Feasible feasible) {
        this.clock = clock;
        this.audit = audit;
        this.feasible = feasible;
    }

    /** What recipes have to be. */
    public Feasible feasible() {
        return this.feasible;
    }

    /**
     * A preset's recipe, for a job.
     * @return JSON, as {@code Recipes.parse} reads it
     * @throws Problem NOT_FOUND with the name that was probably meant
     */
    public String recipe(Handle handle, String name) {
        return Json.line(get(handle, name).recipe());
    }

    /**
     * Counts a preset's changes, from 1.
     * @throws Problem NOT_FOUND
     */
    public long revision(Handle handle, String name) {
        return get(handle, name).revision();
    }

    List<Preset> list(Handle handle) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM presets ORDER BY name").map(Presets::read).list();
    }

    Optional<Preset> find(Handle handle, String name) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM presets WHERE name = :name")
            .bind("name", name)
            .map(Presets::read)
            .findOne();
    }

    Preset get(Handle handle, String name) {
        return find(handle, name).orElseThrow(() -> {
            List<String> names = list(handle).stream().map(Preset::name).toList();
            return Problem.notFound("there is no preset \"%.60s\"; %s", name,
                    Nearest.to(name, names)
                        .map("did you mean \"%s\"?"::formatted)
                        .orElse("there are " + String.join(", ", names.subList(0, Math.min(names.size(), NAMED)))));
        });
    }

    /**
     * Creates or replaces.
     * @param now what is there, as the caller has just read it, or null
     * @throws Problem INVALID for a bad name, title or recipe, CONFLICT if somebody else
     * changed it in between, EXHAUSTED if there are too many
     */
    Preset put(Handle handle, String who, String name, String title, String recipe, Preset now) {
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw Problem.invalid("a preset's name has at most 64 letters a to z, digits, dots, dashes and underscores,"
                    + " which \"%.80s\" has not", name);
        }
        if (title == null || title.isBlank() || title.length() > LONGEST_TITLE || Unseen.in(title)) {
            throw Problem.invalid("a preset's title is one line of at most %d characters that can be seen",
                    LONGEST_TITLE);
        }
        Recipe checked = this.feasible.checked(Recipes.parseField(recipe, "recipe"));
        long millis = this.clock.millis();
        Preset preset = new Preset(name, title.strip(), checked, (now != null) ? now.revision() + 1 : 1,
                (now != null) ? now.created() : millis, millis);
        String json = Json.line(checked);
        int changed;
        if (now != null) {
            changed = handle.execute(
                    "UPDATE presets SET title = ?, recipe = ?, revision = ?, changed = ?"
                            + " WHERE name = ? AND revision = ?",
                    preset.title(), json, preset.revision(), millis, name, now.revision());
        }
        else {
            if (!SHIPPED.containsKey(name) && list(handle).size() >= MOST) {
                throw Problem.exhausted("there are %d presets and no more are kept; delete some", MOST);
            }
            changed = handle.execute("INSERT INTO presets (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (name) DO NOTHING", name, preset.title(), json, 1, millis, millis);
        }
        if (changed == 0) {
            throw changed(name);
        }
        this.audit.add(handle, who, "preset.put", name, Map.of("revision", preset.revision()));
        return preset;
    }

    /**
     * Removes one. Jobs that were made with it have its recipe for themselves.
     * @param preset as the caller has just read it
     * @throws Problem CONFLICT if it came with this software, or if somebody else changed
     * or removed it in between
     */
    void delete(Handle handle, String who, Preset preset) {
        if (SHIPPED.containsKey(preset.name())) {
            throw Problem.conflict("the preset \"%s\" comes with Rushes and cannot be deleted; PUT changes it",
                    preset.name());
        }
        if (handle.execute("DELETE FROM presets WHERE name = ? AND revision = ?", preset.name(),
                preset.revision()) == 0) {
            throw changed(preset.name());
        }
        this.audit.add(handle, who, "preset.delete", preset.name(), Map.of("revision", preset.revision()));
    }

    private static Problem changed(String name) {
        return Problem.conflict("somebody else has just changed the preset \"%s\"; read it again", name);
    }

    /** Makes what comes with this software and is not there; what is, stays as it is. */
    public void ship(Handle handle) {
        SHIPPED.forEach((name, preset) -> {
            if (find(handle, name).isEmpty()) {
                put(handle, "setup", name, preset.get("title").textValue(), preset.get("recipe").toString(), null);
            }
        });
    }

    private static Map<String, JsonNode> shipped() {
        try (InputStream in = Presets.class.getResourceAsStream("shipped.json")) {
            Map<String, JsonNode> shipped = new LinkedHashMap<>();
            Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class)
                .forEach((preset) -> shipped.put(preset.get("name").textValue(), preset));
            return shipped;
        }
        catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Preset read(ResultSet row, StatementContext context) throws SQLException {
        return new Preset(row.getString("name"), row.getString("title"),
                Recipes.parseField(row.getString("recipe"), "recipe"), row.getLong("revision"), row.getLong("created"),
                row.getLong("changed"));
    }

}
