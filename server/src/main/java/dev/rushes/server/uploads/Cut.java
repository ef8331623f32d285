package dev.rushes.server.uploads;

/**
 * A body ended before its end: the client or the network is gone, or it was told to stop.
 */
final class Cut extends Exception {

    private static final long serialVersionUID = 1;

    Cut(String why) {
        super(why, null, false, false);
    }

}
