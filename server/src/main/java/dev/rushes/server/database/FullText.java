package dev.rushes.server.database;

import java.util.List;

/** How a database looks for words in {@code shot_words}. */
public interface FullText {

    /** Condition in SQL. */
    String matches(String name);

    /** Expression in SQL: the least is the best match. */
    String rank(String name);

    /**
     * What the parameter has to be.
     * @param words of letters and digits alone
     * @param all whether all of them have to be there, or any
     */
    String query(List<String> words, boolean all);

}
