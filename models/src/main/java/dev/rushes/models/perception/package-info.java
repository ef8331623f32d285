/** What sees and hears in footage: faces, objects, speech, by networks of others. */
package dev.rushes.models.perception;
