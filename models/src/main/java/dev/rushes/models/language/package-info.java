/** What sentences mean. */
package dev.rushes.models.language;
