/** What happened: the stored log, and the streams that pages and scripts read it by. */
package dev.rushes.server.events;
