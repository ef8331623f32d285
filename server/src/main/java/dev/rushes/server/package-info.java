/** Many users, one queue. Never imports FFmpeg, ONNX Runtime or DL4J. */
package dev.rushes.server;
