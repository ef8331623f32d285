package dev.rushes.workers.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Entry point of the command line. */
public final class Main {

    /** Commands that find the user's own models. */
    private static final List<String> WITH_MODELS = List.of("process", "plan", "run", "assemble", "models");

    private Main() {
    }

    public static void main(String[] args) {
        start(args, (_) -> new More(List.of(), List.of()));
    }

    /**
     * Runs one command line and ends the process.
     * @param more commands beside those of this package, made with what tells them to
     * stop
     */
    public static void start(String[] args, Function<Cancellation, More> more) {
        // numbers look the same everywhere, for scripts read them
        Locale.setDefault(Locale.ROOT);
        Cancellation cancellation = new Cancellation();
        cancellation.install();
        int code = ExitCode.FAILED;
        try {
            code = run(new Shell(System.out, System.err, Integer.getInteger("rushes.columns", 0),
                    "1".equals(System.getenv("RUSHES_DEBUG")), cancellation::asked, new ModelsFolder(System.getenv())),
                    more.apply(cancellation), args);
        }
        finally {
            cancellation.finished(code);
        }
        System.exit(code);
    }

    /** All commands; a new one is one file and one line here. */
    private static List<Object> commands(Shell shell) {
        return List.of(new ProcessCommand(shell), new ProbeCommand(shell), new PlanCommand(shell),
                new RunCommand(shell), new AssembleCommand(shell), new TagCommand(shell), new FindCommand(shell),
                new ModelsCommand(shell), new DemoCommand(shell), new BenchCommand(shell),
                new CommandLine.HelpCommand());
    }

    /**
     * Runs one command line.
     * @return the exit code
     */
    static int run(Shell shell, String... args) {
        return run(shell, new More(List.of(), List.of()), args);
    }

    private static int run(Shell shell, More more, String... args) {
        CommandLine rushes = new CommandLine(new RushesCommand(shell));
        more.commands().forEach(rushes::addSubcommand);
        commands(shell).forEach(rushes::addSubcommand);
        rushes.getSubcommands()
            .get("models")
            .addSubcommand(new EvalCommand(shell))
            .addSubcommand(new AddCommand(shell))
            .addSubcommand(new RemoveCommand(shell))
            .addSubcommand(new StripCommand(shell));
        more.ofBench().forEach(rushes.getSubcommands().get("bench")::addSubcommand);
        WITH_MODELS.forEach((name) -> addModels(rushes.getSubcommands().get(name), shell.own()));
        rushes.getSubcommands().values().forEach(Main::complete);
        rushes.setOut(writer(shell.out()));
        rushes.setErr(writer(shell.err()));
        rushes.setUsageHelpAutoWidth(false);
        rushes.setUsageHelpWidth(Math.clamp(shell.columns(), 80, 120));
        rushes.setParameterExceptionHandler(new Arguments(shell));
        rushes.setExecutionExceptionHandler((trouble, _, _) -> shell.complain(trouble));
        try {
            return rushes.execute(args);
        }
        catch (Throwable trouble) {
            return shell.complain(trouble);
        }
    }

    private static void addModels(CommandLine command, ModelsFolder own) {
        own.addTo(command.getCommandSpec());
        command.getSubcommands().values().forEach((below) -> addModels(below, own));
    }

    /** Adds what is made from descriptions rather than written into each command. */
    private static void complete(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--recipe") != null) {
            RecipeFlags.addTo(spec);
            JobOptions.explain(spec);
        }
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
        }
        command.getSubcommands().values().forEach(Main::complete);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /**
     * Commands from elsewhere.
     *
     * @param commands beside those of this package
     * @param ofBench below {@code bench}
     */
    public record More(List<Object> commands, List<Object> ofBench) {

    }

}
