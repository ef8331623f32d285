/** Recipes that have a name, so that nobody writes one twice. */
package dev.rushes.server.presets;
