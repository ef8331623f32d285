/**
 * How much of what this machine can do arrives through the server: ratios measured in one
 * run against a real server process and its workers.
 */
package dev.rushes.server.bench;
