/** What a page shows of a clip: a proxy, a poster, a waveform. */
package dev.rushes.workers.previews;
