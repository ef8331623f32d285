/**
 * Worker processes: what they do with tasks, how they are started, watched and ended. The
 * only part of the server that calls {@link dev.rushes.workers.Worker}, and never in the
 * server's own process.
 */
package dev.rushes.server.work;
