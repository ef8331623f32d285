/** Footage and what was made of it on its way out. */
package dev.rushes.server.downloads;
