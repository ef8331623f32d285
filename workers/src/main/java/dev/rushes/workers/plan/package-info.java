/**
 * From a job to a plan: every decision about a clip is taken here, once, before any work
 * begins, and written down with its reason.
 */
package dev.rushes.workers.plan;
