/**
 * Folders that are watched for footage. The rules: a file is taken when it has not
 * changed over some polls and is old enough; polling is the truth; a folder that has
 * vanished or is empty means nothing; what was taken is known by path, size, time, recipe
 * and content; sources are never changed, and moved only if that is asked for and the job
 * is done; what Rushes writes is never read.
 *
 * <p>
 * A clip may be of several files: numbered pictures of one folder, or a P2 card's picture
 * with its sound. {@link Gathering} finds them at each look, and from there on they are
 * one: they settle together, have one key, one sidecar and one error file, and are moved
 * together, with the sidecar and the mark that speaks for them ({@link Departure}).
 * Footage is copied and never linked, since its owner may change it in place; where the
 * file system can, the kernel shares the blocks of the copy.
 *
 * <p>
 * What cannot be taken is said once, beside it and as a failed job ({@link Refusals}); in
 * a look later, when it is other footage or another order, it is footage as any.
 *
 * <p>
 * What does not work out is said once and tried again after longer and longer waits
 * ({@link Troubles}). Masters are delivered while the folder is away; what concerns the
 * footage itself, its move to done or the error beside it, waits until it is there. So do
 * masters for an output whose disk is away ({@link Output}).
 */
package dev.rushes.server.watch;
