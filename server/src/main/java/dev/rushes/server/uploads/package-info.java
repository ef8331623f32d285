/**
 * Footage on its way in: resumable uploads by tus 1.0, and one plain stream. What a
 * client has been told is stored is on the disk; what came after it is thrown away by
 * whoever opens the file next. One thread writes a body and does nothing else: the
 * fingerprint is made by a thread that reads the file behind it, and the disk is made to
 * catch up by another, so that little is left to do after the last byte. The
 * fingerprint's state cannot be saved, so after a restart the beginning is read again, up
 * to four bytes for each that arrives. {@link dev.rushes.server.uploads.Reels} makes one
 * asset of several partial uploads that are the files of one clip.
 */
package dev.rushes.server.uploads;
