/**
 * Pictures in, better pictures or facts out. {@link dev.rushes.models.Models} is the
 * catalogue, a {@link dev.rushes.models.ModelCard} says what a model eats and what it was
 * measured to be worth, {@link dev.rushes.models.Restorer} runs one over
 * {@link dev.rushes.models.Picture}s that live in native memory, in whatever form its
 * network wants them. This module knows nothing of media files, jobs or HTTP.
 */
package dev.rushes.models;
