package dev.rushes.models.examination;

import dev.rushes.models.onnx.OnnxWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import dev.rushes.models.Models;

import static dev.rushes.models.onnx.OnnxWriter.FLOAT;
import static dev.rushes.models.onnx.OnnxWriter.FLOAT16;
import static dev.rushes.models.onnx.OnnxWriter.UINT8;
import static dev.rushes.models.onnx.OnnxWriter.attribute;

/** A shipped upscaler in the forms that others export theirs in. */
enum Variants {

    PLAIN, NHWC, BYTES_AS_FLOATS, SIGNED, SIGNED_OUT, BGR, UINT8_BYTES, HALVES, FIXED, LUMA;

    OnnxWriter file() {
        OnnxWriter file = OnnxParts.inside(shipped("upscale-x2-fast"));
        return switch (this) {
            case PLAIN -> file.input("input", FLOAT, "N", 3, "H", "W").output("output", FLOAT, "N", 3, "h", "w");
            case FIXED -> file.input("input", FLOAT, 1, 3, 96, 128).output("output", FLOAT, 1, 3, 192, 256);
            case NHWC -> file.input("x", FLOAT, 1, "H", "W", 3)
                .output("y", FLOAT, 1, "h", "w", 3)
                .node("Transpose", "x -> input", attribute("perm", new long[] { 0, 3, 1, 2 }))
                .node("Transpose", "output -> y", attribute("perm", new long[] { 0, 2, 3, 1 }));
            case BYTES_AS_FLOATS -> clipped(free(file)).floats("scale", new long[] { 1 }, 255)
                .node("Div", "x scale -> input")
                .node("Mul", "clipped scale -> y");
            case SIGNED ->
                signed(clipped(free(file))).node("Mul", "clipped two -> twice").node("Sub", "twice one -> y");
            case SIGNED_OUT -> clipped(free(file)).floats("two", new long[] { 1 }, 2)
                .floats("one", new long[] { 1 }, 1)
                .node("Identity", "x -> input")
                .node("Mul", "clipped two -> twice")
                .node("Sub", "twice one -> y");
            case BGR -> free(file).longs("order", 2, 1, 0)
                .node("Gather", "x order -> input", attribute("axis", 1))
                .node("Gather", "output order -> y", attribute("axis", 1));
            case UINT8_BYTES -> clipped(file.input("x", UINT8, 1, 3, "H", "W").output("y", UINT8, 1, 3, "h", "w"))
                .floats("scale", new long[] { 1 }, 255)
                .node("Cast", "x -> number", attribute("to", FLOAT))
                .node("Div", "number scale -> input")
                .node("Mul", "clipped scale -> code")
                .node("Round", "code -> rounded")
                .node("Cast", "rounded -> y", attribute("to", UINT8));
            case HALVES -> file.input("x", FLOAT16, 1, 3, "H", "W")
                .output("y", FLOAT16, 1, 3, "h", "w")
                .node("Cast", "x -> input", attribute("to", FLOAT))
                .node("Cast", "output -> y", attribute("to", FLOAT16));
            case LUMA -> file.input("x", FLOAT, 1, 1, "H", "W")
                .output("y", FLOAT, 1, 1, "h", "w")
                .longs("green", 1)
                .node("Concat", "x x x -> input", attribute("axis", 1))
                .node("Gather", "output green -> y", attribute("axis", 1));
        };
    }

    byte[] bytes() {
        return file().bytes();
    }

    static OnnxWriter free(OnnxWriter file) {
        return file.input("x", FLOAT, 1, 3, "H", "W").output("y", FLOAT, 1, 3, "h", "w");
    }

    private static OnnxWriter clipped(OnnxWriter file) {
        return file.floats("black", new long[0], 0)
            .floats("white", new long[0], 1)
            .node("Clip", "output black white -> clipped");
    }

    private static OnnxWriter signed(OnnxWriter file) {
        return file.floats("two", new long[] { 1 }, 2)
            .floats("one", new long[] { 1 }, 1)
            .node("Add", "x one -> more")
            .node("Div", "more two -> input");
    }

    static byte[] shipped(String id) {
        try (InputStream file = Models.class.getResourceAsStream("catalogue/" + id + ".onnx")) {
            return file.readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
