/**
 * Numbers for Prometheus. What stands in tables is counted when somebody asks; labels
 * come from closed lists only.
 */
package dev.rushes.server.metrics;
