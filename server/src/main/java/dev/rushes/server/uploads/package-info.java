/**
 * Footage on its way in: resumable uploads by tus 1.0, and one plain stream. What a
 * client has been told is stored is on the disk; what came after it is thrown away by
 * whoever opens the file next. The fingerprint is made while bytes are written. Its state
 * cannot be saved, so after a restart the beginning is read again, some blocks for each
 * that arrives. {@link dev.rushes.server.uploads.Reels} makes one asset of many partial
 * uploads that are the pictures of a sequence.
 */
package dev.rushes.server.uploads;
