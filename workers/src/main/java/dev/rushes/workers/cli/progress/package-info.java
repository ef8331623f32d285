/** How long work tells a person, or a render farm, how far it has come. */
package dev.rushes.workers.cli.progress;
