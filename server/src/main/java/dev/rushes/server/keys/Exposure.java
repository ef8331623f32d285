package dev.rushes.server.keys;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import dev.rushes.models.Problem;

/**
 * Who can reach the server at all, by its address and by the names that it answers to.
 */
public enum Exposure {

    /** Only this machine: whoever asks from it needs no key. */
    LOOPBACK,

    /** Others too: everybody needs a key. */
    NETWORK,

    /** Others too, and nobody needs a key, as was asked for by {@code --insecure}. */
    INSECURE;

    /**
     * Decides, before anything listens.
     * @param bind a name or an address
     * @param hosts names that were allowed besides: a proxy brings others to them
     * @param keys whether there are any
     * @param insecure whether that was asked for
     * @param store the options that tell `rushes keys` where the server's keys are
     * @throws Problem INVALID if others could reach a server without keys
     */
    public static Exposure of(String bind, List<String> hosts, boolean keys, boolean insecure, String store) {
        InetAddress address;
        try {
            address = InetAddress.getByName(bind);
        }
        catch (UnknownHostException unknown) {
            throw Problem.invalid("--bind %s is no address of this machine", bind);
        }
        if (address.isLoopbackAddress() && hosts.isEmpty()) {
            return LOOPBACK;
        }
        if (keys) {
            return NETWORK;
        }
        if (insecure) {
            return INSECURE;
        }
        throw Problem.invalid(
                "%s lets others reach the server and there are no keys; make one with"
                        + " `rushes keys create --name NAME --scope admin %s`, or say --insecure to let everybody in",
                address.isLoopbackAddress() ? "--allow-host " + hosts.getFirst() : "--bind " + bind, store);
    }

}
