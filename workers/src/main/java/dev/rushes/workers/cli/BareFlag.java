package dev.rushes.workers.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Stack;

import dev.rushes.workers.operations.OptionSpec;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lets a flag with an optional value stand before a clip: {@code --denoise clip.mov}
 * means the bare flag, {@code --denoise 25 clip.mov} does not.
 */
final class BareFlag implements IParameterPreprocessor {

    private final OptionSpec option;

    BareFlag(OptionSpec option) {
        this.option = option;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own signature
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        if (args.isEmpty() || !isValue(args.peek())) {
            args.push(this.option.bare());
        }
        return false;
    }

    /** A mistyped value is passed on too, so that the complaint is about the option. */
    private boolean isValue(String word) {
        if (this.option.accepts(word) || word.matches("-?[0-9.]+")) {
            return true;
        }
        return !word.startsWith("-") && word.matches("[A-Za-z0-9_%]+") && !Files.exists(Path.of(word));
    }

}
