/**
 * How fast this machine is and how much of that arrives: ratios measured in one run,
 * never absolute times.
 */
package dev.rushes.workers.bench;
