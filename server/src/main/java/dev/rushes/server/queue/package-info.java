/**
 * db-scheduler behind a few verbs: delivery of tasks, by resource class. Of liveness it
 * gives the heartbeats alone: its own judgement compares the clocks of machines, so that
 * a clock that is set would fence the living (2026-11-22); {@code work.Vigil} judges by
 * whether heartbeats change.
 */
package dev.rushes.server.queue;
