/**
 * The contract of work: pure records that are written and read as JSON, without media,
 * models or threads. A field that a document should not have is an error that names it.
 */
package dev.rushes.workers.job;
