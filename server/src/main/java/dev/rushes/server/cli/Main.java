package dev.rushes.server.cli;

import java.util.List;

import dev.rushes.server.bench.ServerBenchCommand;
import dev.rushes.server.keys.KeysCommand;
import dev.rushes.server.watch.WatchCommand;

/** Entry point of the whole command line. */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        dev.rushes.workers.cli.Main.start(args,
                (stop) -> new dev.rushes.workers.cli.Main.More(
                        List.of(new ServeCommand(stop), new WorkerCommand(stop), new KeysCommand(), new WatchCommand()),
                        List.of(new ServerBenchCommand(stop))));
    }

}
