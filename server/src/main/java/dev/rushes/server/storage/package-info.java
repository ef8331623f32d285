/** Files in the data directory: where they lie, and how they get there whole. */
package dev.rushes.server.storage;
