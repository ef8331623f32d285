/** How footage and jobs go: by wish, by age, and what a crash has left. */
package dev.rushes.server.retention;
