package dev.rushes.models.onnx;

/**
 * Numbers of a tensor on the Java heap, whatever type the network has them in.
 *
 * @param shape lengths of the dimensions
 * @param data as many as the product of the shape, the last dimension running fastest
 */
public record Values(long[] shape, float[] data) {

}
