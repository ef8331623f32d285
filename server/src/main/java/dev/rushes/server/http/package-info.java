/**
 * The front: one table of routes, answers, refusals. Knows nothing of jobs or footage;
 * each feature brings its own routes.
 */
package dev.rushes.server.http;
