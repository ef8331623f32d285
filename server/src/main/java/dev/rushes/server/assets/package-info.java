/** Footage that came in: what it is, and whether it can be used. */
package dev.rushes.server.assets;
