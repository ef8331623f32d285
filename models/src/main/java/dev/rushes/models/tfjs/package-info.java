/** TensorFlow.js graph models, rewritten as ONNX. */
package dev.rushes.models.tfjs;
