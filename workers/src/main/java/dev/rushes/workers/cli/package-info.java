/**
 * The command line. One file a command; {@link dev.rushes.workers.cli.Main} lists them.
 * Results go to standard output, news to standard error;
 * {@link dev.rushes.workers.cli.ExitCode} is the one place that turns a problem into a
 * number.
 */
package dev.rushes.workers.cli;
