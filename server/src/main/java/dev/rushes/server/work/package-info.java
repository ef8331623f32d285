/**
 * Worker processes: what they do with tasks, how they are started, watched and ended. The
 * only part of the server that calls {@link dev.rushes.workers.Worker}, and never in the
 * server's own process.
 *
 * <p>
 * Who is dead is judged by signs of life that no longer change, look after look, never by
 * a clock. A database that is away is nobody's death: whoever needs it waits for it.
 */
package dev.rushes.server.work;
