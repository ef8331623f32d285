/**
 * The whole product without HTTP and SQL. {@link dev.rushes.workers.Worker} is the entry
 * to all work, the same for the queue, the command line and a render farm: a job becomes
 * a plan, the plan's tasks become pieces in a workspace, the pieces become a master.
 * <p>
 * 2026-11-22: a piece holds encoded packets in NUT, which keeps any codec and any clock
 * exactly, also where a job is one segment. There is one path to test, every job can be
 * resumed, and joining copies packets; it costs one more write and read of the compressed
 * picture.
 */
package dev.rushes.workers;
