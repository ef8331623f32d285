/** What can be asked for: everything that a form, a recipe editor or a script needs. */
package dev.rushes.server.operations;
