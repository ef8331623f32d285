/** db-scheduler behind four verbs: delivery and liveness of tasks, by resource class. */
package dev.rushes.server.queue;
