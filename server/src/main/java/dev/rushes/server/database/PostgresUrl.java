package dev.rushes.server.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import com.zaxxer.hikari.HikariConfig;
import dev.rushes.models.Problem;

/**
 * {@code postgresql://user:password@host:port/name?option=value}, as PostgreSQL's own
 * programs take it.
 */
record PostgresUrl(String jdbc, String user, String password) {

    /**
     * Reads it.
     * @throws Problem INVALID if it is no such URL
     */
    static PostgresUrl parse(String url) {
        try {
            URI uri = new URI(url);
            boolean ours = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (ours && uri.getHost() != null && uri.getPath() != null && uri.getPath().length() > 1) {
                String port = (uri.getPort() > 0) ? ":" + uri.getPort() : "";
                String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
                String[] login = (uri.getRawUserInfo() != null) ? uri.getRawUserInfo().split(":", 2) : new String[0];
                return new PostgresUrl("jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                        (login.length > 0) ? plain(login[0]) : null, (login.length > 1) ? plain(login[1]) : null);
            }
        }
        catch (URISyntaxException notOne) {
            // the sentence below says so
        }
        throw Problem.invalid("--db %s is no database; give postgresql://user:password@host/name, or nothing for the"
                + " built-in one", withoutPassword(url));
    }

    private static String plain(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For sentences and logs. */
    static String withoutPassword(String url) {
        return url.replaceFirst("(//[^:/@]*):[^@]*@", "$1@");
    }

    void configure(HikariConfig config) {
        config.setJdbcUrl(this.jdbc);
        config.setUsername(this.user);
        config.setPassword(this.password);
    }

}
