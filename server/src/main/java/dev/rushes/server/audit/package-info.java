/** Who changed what, and when. */
package dev.rushes.server.audit;
