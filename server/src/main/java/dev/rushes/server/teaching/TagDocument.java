package dev.rushes.server.teaching;

/**
 * A taught tag as it is shown.
 *
 * @param name of the tag
 * @param version the newest, from 1
 * @param yes examples that are so
 * @param no examples that are not
 * @param learnt whether there are examples of both kinds, so that something could be
 * learnt
 * @param accuracy share of the examples that were told right by a network that had not
 * seen them, 0..1, each kind counting half; null while there are too few to tell
 * @param who taught last
 * @param created when, as an ISO 8601 time
 * @param changed shots that it was given to or taken from now; null where nobody taught
 */
public record TagDocument(String name, int version, int yes, int no, boolean learnt, Double accuracy, String who,
        String created, Integer changed) {

    TagDocument changed(int count) {
        return new TagDocument(this.name, this.version, this.yes, this.no, this.learnt, this.accuracy, this.who,
                this.created, count);
    }

}
