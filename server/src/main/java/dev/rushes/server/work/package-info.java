/**
 * Worker processes: what they do with tasks, how they are started, watched and ended. The
 * only part of the server that calls {@link dev.rushes.workers.Worker}, and never in the
 * server's own process.
 *
 * <p>
 * 2026-11-22: a worker that has gone silent is waited for six looks of fifteen seconds
 * each, as long as a stall of a machine or of its network may last without harm, and no
 * longer: whether it is dead or only stopped makes no difference. No lock of its is
 * waited for, which a stopped process would keep as long as it is stopped. Every attempt
 * writes into a {@link dev.rushes.workers.Draft} of its own; its heir puts that out of
 * its way, and the tables hear only the newest attempt, so that one that comes back can
 * publish nothing.
 *
 * <p>
 * Who is dead is judged by signs of life that no longer change, look after look, never by
 * a clock. A database that is away is nobody's death: whoever needs it waits for it.
 */
package dev.rushes.server.work;
