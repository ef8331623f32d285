package dev.rushes.workers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.rushes.models.Device;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Plural;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRuntime;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Piece;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.job.Threads;
import dev.rushes.workers.media.Assembler;
import dev.rushes.workers.media.FrameFiles;
import dev.rushes.workers.media.Source;
import dev.rushes.workers.media.Versions;

/** From finished pieces to a master under its final name, with its report. */
final class Assembly {

    private final Models models;

    private final Plan plan;

    private final Workspace workspace;

    private final List<String> warnings;

    private final Map<String, Double> timings = new LinkedHashMap<>();

    Assembly(Models models, Plan plan, Workspace workspace) {
        this.models = models;
        this.plan = plan;
        this.workspace = workspace;
        this.warnings = new ArrayList<>(plan.notices());
    }

    Outcome run(Monitor monitor) {
        List<Piece> pieces = pieces();
        Report.Frames frames = count(pieces);
        int before = this.warnings.size();
        monitor.phase("assembling");
        Path part = this.workspace.masterPart();
        try {
            long start = System.nanoTime();
            verify(pieces, monitor);
            lap("verify", start);
            start = System.nanoTime();
            long written = join(part, monitor);
            if (written != frames.written()) {
                throw new Problem(Problem.Kind.INTERNAL,
                        "%s restored but %d written".formatted(Plural.of(frames.written(), "frame"), written));
            }
            lap("assemble", start);
            monitor.phase("hashing");
            start = System.nanoTime();
            Report.Master master = new Report.Master(String.valueOf(this.plan.master().getFileName()), bytes(part),
                    hash(files(part), monitor));
            String input = hash(Source.of(this.plan.job().clip()).files(), monitor);
            lap("hash", start);
            this.warnings.subList(before, this.warnings.size()).forEach(monitor::warn);
            publish(part, report(pieces, frames, master, input));
        }
        catch (RuntimeException | Error ex) {
            monitor.discarded(Files.exists(part) ? bytes(part) : 0);
            Draft.remove(part);
            this.workspace.checkDraft();
            throw ex;
        }
        this.workspace.remove();
        return new Outcome(this.plan.master(), this.plan.report(), frames.written(), frames.reused(), false,
                List.copyOf(this.warnings));
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (Task task : this.plan.tasks()) {
            Piece piece = this.workspace.finished(task.index());
            if (piece == null) {
                throw Problem.invalid("segment %d of %d is not finished; run it with: rushes run job.json --task %d",
                        task.index(), this.plan.tasks().size(), task.index());
            }
            pieces.add(piece);
        }
        return pieces;
    }

    /** Every frame that the source lists must have come out, or the source is damaged. */
    private Report.Frames count(List<Piece> pieces) {
        long decoded = pieces.stream().mapToLong(Piece::decoded).sum();
        long written = pieces.stream().mapToLong(Piece::frames).sum();
        long patched = pieces.stream().mapToLong(Piece::damagedFrames).sum();
        long listed = this.plan.tasks().stream().mapToLong(Task::frames).anyMatch(n -> n < 0) ? -1
                : this.plan.tasks().stream().mapToLong(Task::frames).sum();
        String name = String.valueOf(this.plan.clip().path().getFileName());
        if (decoded == 0) {
            throw Problem.media("%s: not a single frame can be decoded", name);
        }
        String broken = pieces.stream().map(Piece::readError).filter(e -> e != null).findFirst().orElse(null);
        if (broken != null || (listed > decoded && this.plan.clip().wholeIndex())) {
            String found = "%s is damaged: it lists %s frames, and %d can be decoded%s".formatted(name,
                    listed < 0 ? "more" : listed, decoded, broken == null ? "" : " (" + broken + ")");
            if (!this.plan.job().damaged().equals("keep")) {
                throw Problem.media("%s; save what is there with --damaged keep", found);
            }
            this.warnings.add(found);
        }
        if (patched > 0) {
            this.warnings.add(
                    "the decoder patched up %s of the source, damaged as it is".formatted(Plural.of(patched, "frame")));
        }
        long reused = pieces.stream().mapToLong(Piece::reused).sum();
        return new Report.Frames(listed, decoded, written, patched, reused);
    }

    private void verify(List<Piece> pieces, Monitor monitor) {
        for (Piece piece : pieces) {
            Path file = this.workspace.piece(piece.task());
            if (!Disk.sha256(file, monitor).equals(piece.sha256())) {
                Disk.deleteQuietly(file);
                throw Problem.exhausted("segment %d has changed on disk since it was made; run the same again",
                        piece.task());
            }
        }
    }

    private long join(Path part, Monitor monitor) {
        List<Path> files = this.plan.tasks().stream().map(t -> this.workspace.piece(t.index())).toList();
        Encoding encoding = this.plan.encoding();
        return switch (encoding.container()) {
            case "still" -> FrameFiles.still(files, encoding, part);
            case "sequence" -> FrameFiles.sequence(files, encoding, part, Source.stem(this.plan.job().clip()), monitor);
            default -> new Assembler(this.plan, this.warnings).assemble(files, part, monitor);
        };
    }

    private void publish(Path part, Report report) {
        try {
            for (Path file : files(part)) {
                Disk.sync(file);
            }
            Path master = this.plan.master();
            if (Files.isDirectory(part) || Files.isDirectory(master)) {
                this.workspace.makeWay(master);
            }
            Files.move(part, master, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.syncFolder(master.getParent());
            Disk.writeWhole(this.plan.report(), this.workspace.reportPart(),
                    Json.write(report).getBytes(StandardCharsets.UTF_8));
        }
        catch (IOException ex) {
            throw Disk.problem(ex, this.plan.master() + " cannot be written");
        }
    }

    private Report report(List<Piece> pieces, Report.Frames frames, Report.Master master, String input) {
        List<Report.ModelUsed> used = this.plan.processing().stages().stream().map(stage -> {
            ModelCard card = stage.card(this.models);
            return new Report.ModelUsed(card.id(), card.version(), card.sha256(), card.licence(), card.source());
        }).toList();
        this.timings.put("segments", pieces.stream().mapToDouble(Piece::seconds).sum());
        this.timings.put("models", pieces.stream().mapToDouble(Piece::modelSeconds).sum());
        return new Report(Report.SCHEMA, this.plan.key(), versions(), this.plan.job(), this.plan.clip(), input, master,
                this.plan.processing(), this.plan.encoding(), used, frames, pieces, this.timings,
                pieces.stream().mapToLong(Piece::peakPictureBytes).max().orElse(0), peakResident(),
                Device.resolve(this.plan.job().device()).describe(), Threads.of(this.plan.job().threads()),
                List.copyOf(this.warnings));
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = Versions.all();
        versions.put("onnxruntime", OnnxRuntime.version());
        return versions;
    }

    private void lap(String what, long startNanos) {
        this.timings.put(what, (System.nanoTime() - startNanos) / 1e9);
    }

    /** VmHWM of Linux; 0 where there is none. */
    private static long peakResident() {
        try (BufferedReader status = Files.newBufferedReader(Path.of("/proc/self/status"))) {
            return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
        }
        catch (IOException ex) {
            return 0;
        }
    }

    static List<Path> files(Path master) {
        if (!Files.isDirectory(master)) {
            return List.of(master);
        }
        try (Stream<Path> files = Files.list(master)) {
            return files.sorted().toList();
        }
        catch (IOException ex) {
            throw Disk.problem(ex, master + " cannot be listed");
        }
    }

    /** Size of a file, or of all files of a folder. */
    static long bytes(Path master) {
        return files(master).stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private static String hash(List<Path> files, Monitor monitor) {
        if (files.size() == 1) {
            return Disk.sha256(files.getFirst(), monitor);
        }
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            all.append(Disk.sha256(file, monitor)).append('\n');
        }
        return Disk.sha256(all.toString());
    }

}
