package dev.rushes.server.jobs;

import dev.rushes.server.queue.Resource;

/**
 * One try of one worker at one task. It holds the task until it ends it, or until it is
 * void: cancelled, or taken over by a later attempt.
 *
 * @param task id
 * @param job whose the task is, or null for one of an asset alone
 * @param asset id of the footage
 * @param number of the segment, from 0
 * @param attempt counts from 1
 * @param claim greater than that of every earlier attempt at anything of the same job,
 * also of one that was tried again meanwhile
 */
public record Attempt(String task, String job, String asset, TaskKind kind, int number, Resource resource, int attempt,
        long claim) {

}
