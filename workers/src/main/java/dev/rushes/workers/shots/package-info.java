/**
 * Where one shot ends and the next begins, told from very small pictures of all frames.
 */
package dev.rushes.workers.shots;
