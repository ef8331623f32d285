/** Jobs and their tasks: the state machine, in our own tables. */
package dev.rushes.server.jobs;
