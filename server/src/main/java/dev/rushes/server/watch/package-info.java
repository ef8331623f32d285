/**
 * Folders that are watched for footage. The rules: a file is taken when it has not
 * changed over some polls and is old enough; polling is the truth; a folder that has
 * vanished or is empty means nothing; what was taken is known by path, size, time, recipe
 * and content; sources are never changed, and moved only if that is asked for and the job
 * is done; what Rushes writes is never read.
 */
package dev.rushes.server.watch;
