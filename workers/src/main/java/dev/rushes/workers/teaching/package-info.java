/** Tags that people teach by examples. */
package dev.rushes.workers.teaching;
