package dev.rushes.server.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.zaxxer.hikari.HikariConfig;
import dev.rushes.models.Problem;

/**
 * {@code postgresql://user:password@host:port/name?option=value}, as PostgreSQL's own
 * programs take it; there may be several hosts, {@code one:5432,two:5432}.
 *
 * @param jdbc address for the driver, without user and password
 * @param user, password null if they are not given
 */
record PostgresUrl(String jdbc, String user, String password) {

    /** No class for URLs reads host names with underscores, or several. */
    private static final Pattern URL = Pattern.compile(
            "postgres(?:ql)?://(?:(?<login>[^/?#]*)@)?(?<hosts>[^@/?#\\s]+)(?<path>/[^?#\\s]+)(?:\\?(?<query>[^#\\s]*))?");

    /**
     * A machine that vanishes says nothing, and whoever waits for it would wait for ever.
     * What the server asks takes far less, but migrations, which are let.
     */
    private static final String PATIENCE = "socketTimeout=60";

    /**
     * Reads it.
     * @throws Problem INVALID if it is no such URL
     */
    static PostgresUrl parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw Problem.invalid("--db %s is no database; give postgresql://user:password@host/name, or nothing for"
                    + " the built-in one", withoutPassword(url));
        }
        String[] login = (parts.group("login") != null) ? parts.group("login").split(":", 2) : new String[0];
        String query = (parts.group("query") != null) ? parts.group("query") : "";
        return new PostgresUrl(
                "jdbc:postgresql://" + parts.group("hosts") + parts.group("path") + "?"
                        + with(with(query, "tcpKeepAlive=true"), PATIENCE),
                (login.length > 0) ? plain(login[0]) : null, (login.length > 1) ? plain(login[1]) : null);
    }

    /** What the URL says itself holds. */
    private static String with(String query, String option) {
        String name = option.substring(0, option.indexOf('=') + 1);
        if (query.startsWith(name) || query.contains("&" + name)) {
            return query;
        }
        return query.isEmpty() ? option : query + "&" + option;
    }

    /** The same for statements that may take as long as they need. */
    PostgresUrl patient() {
        return new PostgresUrl(this.jdbc.replaceFirst("([?&])socketTimeout=[^&]*", "$1socketTimeout=0"), this.user,
                this.password);
    }

    private static String plain(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        catch (IllegalArgumentException notEncoded) {
            throw Problem.invalid("--db has a %% in its user or password that begins no code; write it %%25");
        }
    }

    /** For sentences and logs. */
    static String withoutPassword(String url) {
        return url.replaceFirst("(//[^:/@]*):.*@", "$1@");
    }

    /** For commands that somebody completes. */
    static String withPlaceholder(String url) {
        return url.replaceFirst("(//[^:/@]*):.*@", "$1:PASSWORD@");
    }

    void configure(HikariConfig config) {
        config.setJdbcUrl(this.jdbc);
        config.setUsername(this.user);
        config.setPassword(this.password);
        // a process that is stopped within a transaction would keep its locks for as long
        config.setConnectionInitSql("SET idle_in_transaction_session_timeout = '60s'");
    }

}
