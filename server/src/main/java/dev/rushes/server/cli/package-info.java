/** The commands of the server, beside those of {@link dev.rushes.workers.cli}. */
package dev.rushes.server.cli;
