package dev.patchbay.cli.command;

import dev.patchbay.cli.input.BatchInputs;
import dev.patchbay.cli.input.BatchOutputs;
import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.input.InputFiles;
import dev.patchbay.cli.report.BatchReport;
import dev.patchbay.cli.report.BatchResult;
import dev.patchbay.cli.terminal.PrintedJson;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.files.WholeOutput;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code batch}: runs another command for each of many inputs; a failure does not stop the others. */
@Command(name = "batch", mixinStandardHelpOptions = true)
final class BatchCommand extends ReportingCommand {

    /** Commands whose first argument is one input, and what they write. */
    enum Repeated {
        INSPECT(false),
        CHECK(false),
        CONVERT(true),
        RESIZE(true);

        private final boolean writes;

        Repeated(boolean writes) {
            this.writes = writes;
        }
    }

    private static final int MOST_JOBS = 256;

    @Parameters(index = "0", descriptionKey = "batch-command", paramLabel = "COMMAND")
    private Repeated command = Repeated.CONVERT;

    @Option(names = "--in", required = true, paramLabel = "FOLDER|GLOB")
    private String in = "";

    @Option(names = "--out-dir")
    private @Nullable Path outFolder;

    @Option(names = {"-j", "--jobs"}, paramLabel = "N")
    private int jobs = 1;

    @Option(names = "--report", paramLabel = "FILE.xml|FILE.csv")
    private List<Path> reports = new ArrayList<>();

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    int execute() throws Exception {
        refuseOptions();
        List<Path> inputs = new BatchInputs(services().opener()).find(in);
        if (inputs.isEmpty()) {
            throw new CommandException(Message.of("cli.batch.nothing", in));
        }
        refuseReports(inputs);
        if (outFolder != null) {
            Files.createDirectories(outFolder);
        }
        List<BatchResult> results = run(inputs);
        int worst = results.stream().mapToInt(BatchResult::code).max().orElse(DONE);
        long failed = results.stream().filter(BatchResult::isFailed).count();
        put("command", word());
        put("inputs", inputs.size());
        put("failed", failed);
        put("results", results.stream().map(this::fields).toList());
        say(Message.of("cli.batch.done", inputs.size(), failed).text());
        for (Path report : reports) {
            write(report, new BatchReport(word(), results));
        }
        return worst;
    }

    private void refuseOptions() {
        if (command.writes && outFolder == null) {
            throw misused(Message.of("cli.batch.noOutDir", word()));
        }
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw misused(Message.of("cli.batch.jobs", jobs, MOST_JOBS));
        }
        reports.stream().filter(report -> !BatchReport.isKnown(report.toString())).findFirst().ifPresent(report -> {
            throw misused(Message.of("cli.batch.reportName", report));
        });
    }

    /** Before hours of work, not after. */
    private void refuseReports(List<Path> inputs) throws IOException {
        InputFiles sources = new InputFiles();
        inputs.forEach(sources::add);
        for (Path report : reports) {
            sources.refuse(report);
            WholeOutput.file(report, overwrite).refuse();
        }
    }

    private void write(Path report, BatchReport results) throws IOException {
        byte[] text = results.textFor(report.toString()).getBytes(StandardCharsets.UTF_8);
        WholeOutput.file(report, overwrite).write(text.length, draft -> draft.write("", text), written -> text.length);
        say(Message.of("cli.batch.reported", report).text());
    }

    /** Results in the order of the inputs, each told as soon as those before it are. */
    private List<BatchResult> run(List<Path> inputs) {
        BatchOutputs outputs = new BatchOutputs(options);
        List<BatchResult> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(jobs, inputs.size())); ProgressLine progress = progress()) {
            List<CompletableFuture<BatchResult>> runs = new ArrayList<>();
            for (Path input : inputs) {
                Optional<String> out = out(input, outputs);
                runs.add(CompletableFuture.supplyAsync(() -> run(input, out), threads));
            }
            try {
                for (CompletableFuture<BatchResult> run : runs) {
                    progress.report(results.size(), inputs.size(), Message.of("cli.batch.doing", inputs.get(results.size())));
                    BatchResult result = run.join();
                    services().cancellation().check();
                    progress.end();
                    tell(result);
                    results.add(result);
                }
            } finally {
                runs.forEach(run -> run.cancel(false));
            }
        }
        return results;
    }

    private Optional<String> out(Path input, BatchOutputs outputs) {
        return command.writes && outFolder != null ? Optional.of(outFolder.resolve(outputs.name(input)).toString()) : Optional.empty();
    }

    private BatchResult run(Path input, Optional<String> target) {
        if (services().cancellation().isCancelled()) {
            return new BatchResult(input.toString(), target, PROBLEM_FOUND + 1, "", "", 0);
        }
        List<String> arguments = new ArrayList<>(List.of(word(), input.toString()));
        arguments.addAll(options);
        target.ifPresent(out -> arguments.addAll(List.of("--out", out)));
        if (overwrite && command.writes) {
            arguments.add("--overwrite");
        }
        if (isJson()) {
            arguments.add("--json");
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        long start = System.nanoTime();
        int code = new PatchbayCommandLine(services(), new PrintWriter(out), new PrintWriter(err)).run(arguments);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new BatchResult(input.toString(), target, code, out.toString(), err.toString(), seconds);
    }

    private void tell(BatchResult result) {
        say((result.isFailed() ? "✖ " : result.hasProblem() ? "▲ " : "✓ ") + result.in());
        String told = result.isFailed() ? result.error() : result.told();
        told.lines().forEach(line -> say("    " + line));
    }

    private Map<String, Object> fields(BatchResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("in", result.in());
        result.out().ifPresent(out -> fields.put("out", out));
        fields.put("code", result.code());
        if (!result.error().isBlank()) {
            fields.put("error", result.error().strip());
        }
        if (isJson() && !result.isFailed()) {
            fields.put("report", PrintedJson.read(result.told()));
        }
        return fields;
    }

    private String word() {
        return command.name().toLowerCase(Locale.ROOT);
    }
}
