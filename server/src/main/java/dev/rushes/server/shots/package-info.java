/** What was found in footage, shot by shot: stored, searched, corrected. */
package dev.rushes.server.shots;
