package dev.patchbay.cli.command;

import dev.patchbay.cli.input.Audience;
import dev.patchbay.cli.input.BatchOutputs;
import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.input.DroppedFiles;
import dev.patchbay.cli.terminal.HelpTexts;
import dev.patchbay.cli.terminal.PrintedJson;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watch}: checks, and converts, each checkpoint that a training run drops into a folder, once it is whole. */
@Command(name = "watch", mixinStandardHelpOptions = true)
final class WatchCommand extends ReportingCommand {

    private static final long LOOK_MILLIS = 200;

    @Parameters(index = "0", paramLabel = "FOLDER", descriptionKey = "patchbay.watch.folder")
    private Path folder = Path.of("");

    @Option(names = "--base", required = true)
    private String base = "";

    @Option(names = "--for", descriptionKey = "check-for")
    private Audience audience = Audience.ANY;

    @Option(names = "--convert")
    private @Nullable Program target;

    @Option(names = "--out-dir")
    private @Nullable Path outFolder;

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Option(names = "--count", paramLabel = "N")
    private int count;

    @Option(names = "--settle", paramLabel = "SECONDS")
    private double settle = 2;

    @Override
    int execute() throws Exception {
        refuseOptions();
        DroppedFiles dropped = new DroppedFiles(services().opener(), folder, (long) (settle * 1e9));
        BatchOutputs outputs = new BatchOutputs(target == null ? List.of() : List.of("--to", target.word()));
        Map<Path, String> names = new LinkedHashMap<>();
        List<Map<String, Object>> results = new ArrayList<>();
        int worst = DONE;
        say(Message.of("cli.watch.begins", folder).text());
        while (count == 0 || results.size() < count) {
            services().cancellation().check();
            DroppedFiles.Look look = dropped.look(System.nanoTime());
            look.waiting().forEach(one -> say(Message.of("cli.watch.waits", one.file(), one.reason()).text()));
            for (Path file : look.whole()) {
                if (count == 0 || results.size() < count) {
                    Map<String, Object> result = result(file, names.computeIfAbsent(file, outputs::name));
                    worst = Math.max(worst, (int) result.getOrDefault("code", DONE));
                    results.add(result);
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        put("folder", folder.toString());
        put("results", results);
        return worst;
    }

    private void refuseOptions() throws Exception {
        if ((target == null) != (outFolder == null)) {
            throw misused(Message.of("cli.watch.convertAndFolder"));
        }
        if (count < 0 || !(settle >= 0 && settle <= 3600)) {
            throw misused(Message.of("cli.watch.numbers"));
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException(Message.of("cli.watch.noFolder", folder));
        }
        if (outFolder != null) {
            Files.createDirectories(outFolder);
            if (Files.isSameFile(folder, outFolder)) {
                throw new CommandException(Message.of("cli.watch.sameFolder", folder));
            }
        }
    }

    private Map<String, Object> result(Path file, String name) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("in", file.toString());
        int code = run("check", result, List.of(file.toString(), "--base", base, "--for", HelpTexts.word(audience)));
        if (target != null && outFolder != null) {
            Path out = outFolder.resolve(name);
            result.put("out", out.toString());
            List<String> words = new ArrayList<>(List.of(file.toString(), "--base", base, "--to", target.word(), "--out", out.toString()));
            if (overwrite) {
                words.add("--overwrite");
            }
            code = Math.max(code, run("convert", result, words));
        }
        result.put("code", code);
        return result;
    }

    private int run(String command, Map<String, Object> result, List<String> words) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(words);
        if (isJson()) {
            arguments.add("--json");
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new PatchbayCommandLine(services(), new PrintWriter(out), new PrintWriter(err)).run(arguments);
        String told = code > PROBLEM_FOUND ? err.toString() : out.toString();
        if (code > PROBLEM_FOUND) {
            result.put(command + "_error", told.strip());
        } else if (isJson()) {
            result.put(command, PrintedJson.read(told));
        }
        told.lines().forEach(this::say);
        return code;
    }
}
