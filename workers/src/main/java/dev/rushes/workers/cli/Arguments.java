package dev.rushes.workers.cli;

import java.util.List;
import java.util.Locale;

import dev.rushes.models.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a command line that cannot be understood, in one sentence. */
final class Arguments implements IParameterExceptionHandler {

    private final Shell shell;

    Arguments(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String sentence = (wrong instanceof UnmatchedArgumentException unmatched)
                ? unmatched(command, unmatched.getUnmatched().getFirst()) : uncapitalised(wrong.getMessage());
        this.shell.err()
            .println("rushes: %s (see %s --help)".formatted(Shell.oneLine(sentence),
                    command.getCommandSpec().qualifiedName()));
        return ExitCode.BAD_ARGUMENTS;
    }

    private static String unmatched(CommandLine command, String word) {
        CommandSpec spec = command.getCommandSpec();
        if (word.startsWith("-")) {
            List<String> flags = spec.options().stream().map((option) -> option.longestName()).toList();
            String bare = word.replaceFirst("=.*", "");
            return "unknown option %s%s".formatted(bare, hint(bare, flags));
        }
        if (!spec.subcommands().isEmpty()) {
            return "unknown command \"%.60s\"%s".formatted(word, hint(word, List.copyOf(spec.subcommands().keySet())));
        }
        return "\"%.60s\" is one argument too many".formatted(word);
    }

    private static String hint(String word, List<String> known) {
        return Nearest.to(word, known).map("; did you mean %s?"::formatted).orElse("");
    }

    /** picocli's sentences begin with a capital letter, ours do not. */
    private static String uncapitalised(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

}
