package dev.patchbay.cli.command;

import dev.patchbay.cli.input.BatchInputs;
import dev.patchbay.cli.input.BatchOutputs;
import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.terminal.PrintedJson;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.message.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    @Parameters(index = "0", descriptionKey = "batch-command", paramLabel = "COMMAND")
    private Repeated command = Repeated.CONVERT;

    @Option(names = "--in", required = true, paramLabel = "FOLDER|GLOB")
    private String in = "";

    @Option(names = "--out-dir")
    private @Nullable Path outFolder;

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    int execute() throws Exception {
        if (command.writes && outFolder == null) {
            throw misused(Message.of("cli.batch.noOutDir", word()));
        }
        List<Path> inputs = new BatchInputs(services().opener()).find(in);
        if (inputs.isEmpty()) {
            throw new CommandException(Message.of("cli.batch.nothing", in));
        }
        if (outFolder != null) {
            Files.createDirectories(outFolder);
        }
        BatchOutputs outputs = new BatchOutputs(options);
        List<Map<String, Object>> results = new ArrayList<>();
        int worst = DONE;
        int failed = 0;
        ProgressLine progress = progress();
        for (Path input : inputs) {
            services().cancellation().check();
            progress.report(results.size(), inputs.size(), Message.of("cli.batch.doing", input));
            Map<String, Object> result = run(input, outputs);
            int code = (int) result.getOrDefault("code", DONE);
            worst = Math.max(worst, code);
            failed += code > PROBLEM_FOUND ? 1 : 0;
            results.add(result);
        }
        progress.end();
        put("command", word());
        put("inputs", inputs.size());
        put("failed", failed);
        put("results", results);
        say(Message.of("cli.batch.done", inputs.size(), failed).text());
        return worst;
    }

    private Map<String, Object> run(Path input, BatchOutputs outputs) {
        List<String> arguments = new ArrayList<>(List.of(word(), input.toString()));
        arguments.addAll(options);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("in", input.toString());
        if (command.writes && outFolder != null) {
            String out = outFolder.resolve(outputs.name(input)).toString();
            arguments.addAll(List.of("--out", out));
            result.put("out", out);
        }
        if (isJson()) {
            arguments.add("--json");
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new PatchbayCommandLine(services(), new PrintWriter(out), new PrintWriter(err)).run(arguments);
        result.put("code", code);
        if (!err.toString().isBlank()) {
            result.put("error", err.toString().strip());
        }
        if (isJson() && code <= PROBLEM_FOUND) {
            result.put("report", PrintedJson.read(out.toString()));
        }
        say((code > PROBLEM_FOUND ? "✖ " : code == PROBLEM_FOUND ? "▲ " : "✓ ") + input);
        String told = code > PROBLEM_FOUND ? err.toString() : out.toString();
        told.lines().forEach(line -> say("    " + line));
        return result;
    }

    private String word() {
        return command.name().toLowerCase(Locale.ROOT);
    }
}
