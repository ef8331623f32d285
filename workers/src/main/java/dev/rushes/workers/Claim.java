package dev.rushes.workers;

import java.util.function.BooleanSupplier;

/**
 * The right of one attempt to publish what it makes, where somebody counts the attempts
 * at the same work and takes the right away from one that gives no sign of life. That one
 * may only have been stopped: when it comes back, {@link Draft} keeps it from changing
 * anything, so that nobody has to wait for it.
 *
 * @param number greater than that of every earlier attempt at the same job
 * @param holds asks whether no later attempt has been made; it throws whatever keeps it
 * from knowing
 */
public record Claim(long number, BooleanSupplier holds) {

}
