/**
 * Small networks that are trained here or on the user's own premises, by Deeplearning4j.
 */
package dev.rushes.models.dl4j;
