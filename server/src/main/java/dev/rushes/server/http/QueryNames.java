package dev.rushes.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * What stands behind the question mark of an address. A filter that is misspelt would
 * show everything, so what an address does not know is refused.
 */
final class QueryNames {

    private QueryNames() {
    }

    /**
     * Reads the query in place of Vert.x, for which a semicolon, which file names may
     * have, would end a value.
     * @throws Problem INVALID if it is not encoded as addresses are
     */
    static MultiMap read(HttpServerRequest request) {
        MultiMap asked = MultiMap.caseInsensitiveMultiMap();
        String query = request.query();
        if (query != null) {
            try {
                QueryStringDecoder.builder()
                    .hasPath(false)
                    .semicolonIsNormalChar(true)
                    .build(query)
                    .parameters()
                    .forEach(asked::add);
            }
            catch (IllegalArgumentException wrong) {
                throw Problem.invalid("the address cannot be read after its question mark: \"%%\" must be followed"
                        + " by two hexadecimal digits, and is itself written %%25");
            }
        }
        return asked;
    }

    /**
     * Refuses what is not known and what stands there twice.
     * @throws Problem INVALID with the name that is wrong and those that there are
     */
    static void check(MultiMap asked, List<String> known) {
        Map<String, Integer> count = new TreeMap<>();
        for (Map.Entry<String, String> entry : asked) {
            count.merge(entry.getKey().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        for (String name : asked.names()) {
            if (known.stream().noneMatch(name::equalsIgnoreCase)) {
                throw Problem.invalid("unknown parameter \"%.60s\"; %s%s", name, listed(known),
                        Nearest.to(name, known).map("; did you mean \"%s\"?"::formatted).orElse(""));
            }
            if (count.get(name.toLowerCase(Locale.ROOT)) > 1) {
                throw Problem.invalid("parameter \"%.60s\" is given more than once; give it once", name);
            }
        }
    }

    private static String listed(List<String> known) {
        return known.isEmpty() ? "this address takes none" : "this address takes " + String.join(", ", known);
    }

}
