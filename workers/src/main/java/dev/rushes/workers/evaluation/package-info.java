/**
 * What a model is worth: pictures of which the original is known are spoilt, restored by
 * the same models and pipeline as footage is, and compared with the original.
 */
package dev.rushes.workers.evaluation;
