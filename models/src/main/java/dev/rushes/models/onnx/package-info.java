/**
 * Trained networks, run by ONNX Runtime; the only package that imports it. It takes
 * tensors that already lie in native memory and copies nothing on the CPU.
 */
package dev.rushes.models.onnx;
