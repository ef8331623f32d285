/** Footage that has arrived: what it is, who uses it. */
package dev.rushes.server.assets;
