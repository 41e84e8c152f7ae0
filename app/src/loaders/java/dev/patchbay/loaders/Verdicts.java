package dev.patchbay.loaders;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What Patchbay says of each file of a draw, all in one run: a line of {@code patchbay.jsonl} for each file and program. */
final class Verdicts {

    private static final CliServices SERVICES = CommandLineForTests.SERVICES;

    private final Path folder;
    private final UserModels models;
    private final Map<String, BaseModel> bases = new HashMap<>();

    /** @param folder of the draw */
    private Verdicts(Path folder) {
        this.folder = folder;
        this.models = UserModels.in(folder.resolve("models"));
    }

    static void write(Path folder) throws IOException {
        Verdicts verdicts = new Verdicts(folder);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve("patchbay.jsonl")))) {
            for (String line : Files.readAllLines(folder.resolve("manifest.jsonl"))) {
                verdicts.ask(JsonMapper.shared().readTree(line), out);
            }
        }
    }

    private void ask(JsonNode entry, PrintWriter out) throws IOException {
        Path file = folder.resolve(entry.path("path").asString());
        try (Checkpoint checkpoint = SERVICES.opener().open(file)) {
            WorkspaceState state = WorkspaceState.EMPTY.with(checkpoint).with(base(entry));
            Analysis analysis = new Analyzer(state, KnownRules.BUILT_IN).asItIs();
            InspectionReport report = analysis.report().orElseThrow();
            for (Verdict verdict : report.verdicts()) {
                out.println(line(entry, verdict, report, verdict.program().word()));
            }
            Path own = folder.resolve("models/own-" + entry.path("model").asString() + ".safetensors");
            if (Files.exists(own) && !Files.isDirectory(file) && isOfDenoiserAlone(checkpoint)) {
                InspectionReport same = new Analyzer(state.with(opened(own)), KnownRules.BUILT_IN).asItIs().report().orElseThrow();
                out.println(line(entry, same.verdict(Program.COMFYUI), same, Program.COMFYUI.word() + ", own"));
            }
        }
    }

    /** A file of a denoiser says nothing of the text encoders beside it. */
    private static boolean isOfDenoiserAlone(Checkpoint checkpoint) {
        return checkpoint.infos().stream().noneMatch(info -> info.name().startsWith("lora_te") || info.name().startsWith("text_encoder"));
    }

    private BaseModel opened(Path own) throws IOException {
        BaseModel known = bases.get(own.toString());
        if (known == null) {
            try (Checkpoint checkpoint = SERVICES.opener().open(own)) {
                known = OpenedBaseModel.of(checkpoint);
            }
            bases.put(own.toString(), known);
        }
        return known;
    }

    private static String line(JsonNode entry, Verdict verdict, InspectionReport report, String loader) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("id", entry.path("id").asString());
        line.put("loader", loader);
        line.put("version", verdict.version());
        line.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        line.put("applied", verdict.applied());
        line.put("of", verdict.of());
        line.put("message", verdict.message().text());
        ObjectNode scales = line.putObject("scales");
        Map<AdapterModule, Double> ofProgram = report.scales().scales().getOrDefault(verdict.program(), Map.of());
        ofProgram.forEach((module, scale) -> module.tensors().forEach(tensor -> scales.put(tensor.name(), scale)));
        return line.toString();
    }

    private BaseModel base(JsonNode entry) throws IOException {
        String key = entry.path("model").asString();
        BaseModel known = bases.get(key);
        if (known == null) {
            BaseModel read = models.find("tiny-" + key).orElseThrow(() -> new IOException("no model " + key + " in " + folder));
            Optional<String> named = entry.path("named").stringValueOpt();
            known = new BaseModel(named.orElse(read.name()), read.family(), read.components(), Optional.empty());
            bases.put(key, known);
        }
        return known;
    }
}
