/** Editorial facts in exact arithmetic: fractions and timecode. No media, no I/O. */
package dev.rushes.workers.timeline;
