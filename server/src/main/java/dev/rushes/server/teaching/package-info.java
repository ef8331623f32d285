/** Tags that people teach by examples, and their routes. */
package dev.rushes.server.teaching;
