/** The stored log of what happened, and the streams that read it. */
package dev.rushes.server.events;
