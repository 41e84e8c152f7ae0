package dev.patchbay.cli.command;

import dev.patchbay.cli.report.CodeLoading;
import dev.patchbay.cli.report.HeapReport;
import dev.patchbay.cli.terminal.PatchbayVersion;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.gpu.NvidiaDriver;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Command;

/** {@code doctor}: what Patchbay needs of this machine, what is there and what is missing. */
@Command(name = "doctor", mixinStandardHelpOptions = true)
final class DoctorCommand extends ReportingCommand {

    private static final long MIB = 1L << 20;

    @Override
    int execute() throws Exception {
        row("patchbay", PatchbayVersion.text());
        row("java", Runtime.version() + " (" + System.getProperty("java.vendor") + "), " + System.getProperty("java.home"));
        row("javafx", javafx());
        row("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
        row("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        heap(HeapReport.ofThisProcess());
        codeLoading(CodeLoading.in(System.getenv()));
        kept();
        engine(services().workers().needed() ? services().workers().examine(Optional.empty()) : services().engine().get());
        return DONE;
    }

    /** The one thing to do next for a run on an NVIDIA card: a driver, then the libraries; what is wrong after that the engine says. */
    private Optional<Message> nextStep(EngineReport report) {
        if (report.missingForCuda().isEmpty()) {
            return Optional.empty();
        }
        boolean fetch = NvidiaDriver.isPresent() && !services().workers().needed() && services().gpu().isPresent();
        return fetch ? Optional.of(Message.of("cli.doctor.gpuInstall")) : Optional.of(report.missingForCuda().getFirst());
    }

    /** Where results are kept between runs, and how much room they take. */
    private void kept() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeptNumbers one : services().workers().kept()) {
            rows.add(Map.of("folder", one.folder().toString(), "bytes", one.bytes(), "limit", one.limit()));
            say(Message.of("cli.doctor.kept", one.folder(), one.bytes() / MIB, one.limit() / MIB).text());
        }
        put("kept", rows);
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
