/** Whether the server is alive, and whether it can take work. */
package dev.rushes.server.health;
