package dev.patchbay.cli.command;

import dev.patchbay.cli.report.CacheRow;
import dev.patchbay.cli.report.CodeLoading;
import dev.patchbay.cli.report.HeapReport;
import dev.patchbay.cli.report.ModelNeedsFields;
import dev.patchbay.cli.terminal.PatchbayVersion;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.files.FreeSpace;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.ModelNeeds;
import dev.patchbay.gpu.GpuException;
import dev.patchbay.gpu.GpuInstallation;
import dev.patchbay.gpu.InstalledLibraries;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: what Patchbay needs of this machine, what is there and what is missing. */
@Command(name = "doctor", mixinStandardHelpOptions = true)
final class DoctorCommand extends ReportingCommand {

    private static final long MIB = 1L << 20;

    @Option(names = "--clear", paramLabel = "CACHE")
    private List<String> clear = new ArrayList<>();

    @Option(names = "--fix")
    private boolean fix;

    @Option(names = "--yes")
    private boolean yes;

    @Override
    int execute() throws Exception {
        clear();
        row("patchbay", PatchbayVersion.text());
        row("java", Runtime.version() + " (" + System.getProperty("java.vendor") + "), " + System.getProperty("java.home"));
        row("javafx", javafx());
        row("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
        row("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        heap(HeapReport.ofThisProcess());
        codeLoading(CodeLoading.in(System.getenv()));
        caches();
        models();
        boolean fixed = !fix || fix();
        engine(services().workers().needed() ? services().workers().examine(Optional.empty()) : services().engine().get());
        return fixed ? DONE : PROBLEM_FOUND;
    }

    private List<CacheRow> kept() throws IOException {
        List<CacheRow> rows = new ArrayList<>();
        services().workers().kept().forEach(kept -> rows.add(CacheRow.of(kept)));
        if (services().gpu().isPresent()) {
            rows.add(CacheRow.of(services().gpu().get().folder()));
        }
        return rows;
    }

    private void clear() throws IOException {
        List<CacheRow> rows = kept();
        for (String name : clear) {
            if (rows.stream().noneMatch(row -> row.name().equals(name))) {
                String names = rows.stream().map(CacheRow::name).collect(Collectors.joining(", "));
                throw misused(Message.of("cli.doctor.noCache", name, names));
            }
        }
        for (CacheRow row : rows) {
            if (clear.contains(row.name())) {
                row.emptied().run();
                say(Message.of("cli.doctor.cleared", row.folder(), row.bytes() / MIB).text());
            }
        }
        put("cleared", rows.stream().filter(row -> clear.contains(row.name())).map(CacheRow::fields).toList());
    }

    /** Which of the models that can be previewed fit here. */
    private void models() throws IOException {
        long disk = FreeSpace.at(services().places().folders().hub());
        put("free_disk", disk);
        List<ModelNeeds> models = services().pipelines().needs();
        put("models", models.stream().map(model -> ModelNeedsFields.of(model, disk)).toList());
        models.stream().findFirst().ifPresent(model -> put("free_memory", model.free()));
        models.forEach(model -> say(ModelNeedsFields.line(model, disk).text()));
    }

    /** Fetches the libraries for a card that is there; returns whether nothing failed. */
    private boolean fix() throws IOException {
        GpuInstallation gpu = services().gpu().orElse(null);
        if (gpu == null || !services().workers().hasDriver() || gpu.folder().installed(gpu.libraries()).isPresent()) {
            put("fixes", List.of());
            say(Message.of("cli.doctor.nothingToFetch").text());
            return true;
        }
        GpuCommand.describe(this, gpu);
        if (!yes && !GpuCommand.agreed(this)) {
            put("fixes", List.of());
            say(Message.of("cli.gpu.notInstalled").text());
            return true;
        }
        try (ProgressLine line = progress()) {
            InstalledLibraries installed = gpu.install(line, services().cancellation());
            line.end();
            fixed(true, Message.of("cli.gpu.installed", installed.natives()));
            return true;
        } catch (GpuException cannot) {
            fixed(false, cannot.explanation());
            return false;
        }
    }

    private void fixed(boolean done, Message message) {
        put("fixes", List.of(Map.of("what", "gpu", "done", done, "message", message.text())));
        if (done) {
            say(message.text());
        } else {
            warn(message.text());
        }
    }

    /** The one thing to do next for a run on an NVIDIA card: a driver, then the libraries; what is wrong after that the engine says. */
    private Optional<Message> nextStep(EngineReport report) {
        if (report.missingForCuda().isEmpty()) {
            return Optional.empty();
        }
        boolean fetch = services().workers().hasDriver() && !services().workers().needed() && services().gpu().isPresent();
        return fetch ? Optional.of(Message.of("cli.doctor.gpuInstall")) : Optional.of(report.missingForCuda().getFirst());
    }

    /** Where results are kept between runs, and how much room they take. */
    private void caches() throws IOException {
        List<CacheRow> rows = kept();
        put("kept", rows.stream().filter(row -> row.limit().isPresent()).map(CacheRow::fields).toList());
        put("caches", rows.stream().map(CacheRow::fields).toList());
        rows.forEach(row -> say(row.line().text()));
    }

    private void row(String field, String value) {
        put(field, value);
        say(Message.of("cli.doctor." + field, value).text());
    }

    private void heap(HeapReport heap) {
        put("heap", Map.of("bytes", heap.heap(), "memory", heap.memory(), "chosen_by", heap.chosenBy()));
        say(Message.of("cli.doctor.heap", heap.text()).text());
        if (heap.isSmall()) {
            warn(Message.of("cli.doctor.smallHeap").text());
        }
    }

    private void codeLoading(Map<String, String> variables) {
        put("code_from_environment", variables);
        variables.forEach((name, value) -> say(Message.of("cli.doctor.codeLoading", name, value).text()));
    }

    /** Read from a resource: any other way to get the version of JavaFX would start it. */
    private static String javafx() throws IOException {
        try (InputStream in = DoctorCommand.class.getResourceAsStream("/javafx.properties")) {
            if (in == null) {
                return "-";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("javafx.runtime.version", "-");
        }
    }

    private void engine(EngineReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", report.name());
        fields.put("version", report.version());
        fields.put("library", report.library());
        fields.put("devices", report.devices());
        fields.put("threads", report.threads());
        fields.put("problems", report.problems().stream().map(Message::text).toList());
        fields.put("missing_for_cuda", report.missingForCuda().stream().map(Message::text).toList());
        put("engine", fields);
        if (report.isUsable()) {
            String devices = String.join(", ", report.devices());
            say(Message.of("cli.doctor.engine", report.name(), report.version(), report.library(), devices, report.threads()).text());
        }
        report.problems().forEach(problem -> warn(problem.text()));
        nextStep(report).ifPresent(step -> {
            put("next_step", step.text());
            say(Message.of("cli.doctor.cuda", step).text());
        });
    }
}
