package dev.rushes.server.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.operations.Feasible;

/**
 * One folder of watch.yaml.
 *
 * @param path absolute
 * @param order what is asked for, unless a sidecar says otherwise
 * @param output where masters go, absolute
 * @param poll time between two looks, 1 s or more
 * @param settle looks over which a file must not have changed, 2 or more
 * @param minAge time since a file was last changed
 * @param include, exclude globs on the path below the folder
 * @param stills whether a picture that is of no sequence is taken too
 * @param move whether a source goes to done/ after its job is done
 * @param readyOnly whether only folders with a file {@code _READY} are taken from
 * @param feasible what recipes of sidecars have to be
 */
record WatchFolder(Path path, Order order, Path output, Duration poll, int settle, Duration minAge,
        List<String> include, List<String> exclude, boolean stills, boolean move, boolean readyOnly,
        Feasible feasible) {

    /** Where sources go that are done with. */
    static final String DONE = "done";

    /** Names it in the table. */
    String name() {
        return this.path.toString();
    }

}
