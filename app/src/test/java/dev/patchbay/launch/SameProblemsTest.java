package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.matching.drop.RuleInference;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.ui.patch.PatchViewModel;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The window's panel of problems holds exactly what {@code check --json} prints: the same codes, tensors, sentences and fixes, in one
 * order.
 */
class SameProblemsTest {

    @TempDir
    private Path folder;

    private DemoFiles demo() throws IOException {
        return new Demo(folder).unpack();
    }

    @Test
    void ofALoraWhoseNamesDoNotMatch() throws Exception {
        assertSame(demo().brokenAdapter(), demo().pipeline().toString(), RuleSet.EMPTY, Expectation.NONE, "name-mismatch");
    }

    @Test
    void ofALoraWhoseConfigLies() throws Exception {
        assertSame(demo().mislabelledAdapter(), demo().pipeline().toString(), RuleSet.EMPTY, Expectation.NONE, "rank-mismatch");
    }

    @Test
    void withRankAndAlphaOfTheTrainingCommand() throws Exception {
        Expectation expectation = new Expectation(OptionalLong.of(64), OptionalDouble.of(32));
        assertSame(demo().brokenAdapter(), demo().pipeline().toString(), RuleSet.EMPTY, expectation, "rank-mismatch", "alpha-mismatch");
    }

    @Test
    void withRules() throws Exception {
        RuleSet rules = BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow();
        assertSame(demo().brokenAdapter(), demo().pipeline().toString(), rules, Expectation.NONE, "alpha-unknown");
    }

    @Test
    void ofWhatOnlyValuesTell() throws Exception {
        assertSame(sick(), "cogvideox-2b", RuleSet.EMPTY, Expectation.NONE, "not-finite", "zero-product", "norm-unusual", "alpha-unknown");
    }

    @Test
    void againstAnotherFamily() throws Exception {
        assertSame(demo().brokenAdapter(), "flux.1-dev", RuleSet.EMPTY, Expectation.NONE, "wrong-family");
    }

    /** Four modules: one as it should be, one that adds nothing, one with NaN, one far too strong. */
    private Path sick() throws IOException {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        float[] sizes = {0.01f, 0, Float.NaN, 10};
        for (int block = 0; block < sizes.length; block++) {
            String module = "transformer.transformer_blocks." + block + ".attn1.to_q";
            made.values(module + ".lora_A.weight", DType.F32, filled(4 * 1920, 0.01f), 4, 1920);
            made.values(module + ".lora_B.weight", DType.F32, filled(4 * 1920, sizes[block]), 1920, 4);
        }
        Path file = folder.resolve("sick.safetensors");
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((name, stored) -> tensors.put(name, stored.data()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file;
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    /** @param among codes that have to be there, so that two empty lists do not pass */
    private void assertSame(Path file, String base, RuleSet rules, Expectation expectation, String... among) throws Exception {
        JsonNode printed = check(file, base, rules, expectation);
        Workspace workspace = new Workspace(QueuedExecutor.immediate());
        PatchViewModel window = new PatchViewModel(
                workspace, QueuedExecutor.immediate(), (mapping, model) -> new RuleInference(mapping, model)::infer, made -> {});
        BaseModel model = new BaseModels(TestOpener.OPENER).resolve(base);
        try (Checkpoint adapter = TestOpener.OPENER.open(file)) {
            workspace.change(
                    Message.of("ui.step.demo"),
                    state -> state.with(adapter).with(model).with(rules).with(expectation));
            InspectionReport report = window.problems().reportProperty().get().orElseThrow();
            assertThat(window.problems().problems().stream().map(SameProblemsTest::facts))
                    .containsExactlyElementsOf(printed.at("/problems").valueStream().map(SameProblemsTest::facts).toList());
            assertThat(printed.at("/problems").valueStream().map(one -> one.at("/code").asString())).contains(among);
            report.verdicts().forEach(verdict -> assertThat(facts(verdict))
                    .isEqualTo(verdictFacts(printed.at("/verdicts/" + verdict.program()))));
        }
    }

    private static List<String> facts(Problem problem) {
        List<String> facts = new ArrayList<>(List.of(
                problem.code().toString(), String.valueOf(problem.severity()).toLowerCase(Locale.ROOT), problem.axis(), problem.module()));
        facts.add(problem.expected());
        facts.add(problem.found());
        facts.add(problem.message().text());
        facts.addAll(problem.tensors());
        problem.fixes().stream().map(QuickFix::label).map(Message::text).forEach(facts::add);
        return facts;
    }

    private static List<String> facts(JsonNode problem) {
        List<String> facts = new ArrayList<>();
        for (String field : List.of("code", "severity", "axis", "module", "expected", "found", "message")) {
            facts.add(problem.at("/" + field).asString());
        }
        problem.at("/tensors").valueStream().map(JsonNode::asString).forEach(facts::add);
        problem.at("/fixes").valueStream().map(fix -> fix.at("/label").asString()).forEach(facts::add);
        return facts;
    }

    private static List<String> facts(Verdict verdict) {
        return List.of(
                verdict.outcome().name().toLowerCase(Locale.ROOT),
                String.valueOf(verdict.applied()),
                String.valueOf(verdict.of()),
                verdict.version(),
                verdict.message().text());
    }

    private static List<String> verdictFacts(JsonNode verdict) {
        return List.of("outcome", "applied", "of", "version", "message").stream().map(field -> verdict.at("/" + field).asString()).toList();
    }

    private JsonNode check(Path file, String base, RuleSet rules, Expectation expectation) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("check", file.toString(), "--base", base, "--json"));
        if (!rules.equals(RuleSet.EMPTY)) {
            Path written = folder.resolve("rules.json");
            Files.writeString(written, RuleSetCodec.write(rules));
            arguments.addAll(List.of("--rules", written.toString()));
        }
        expectation.rank().ifPresent(rank -> arguments.addAll(List.of("--expect-rank", String.valueOf(rank))));
        expectation.alpha().ifPresent(alpha -> arguments.addAll(List.of("--expect-alpha", String.valueOf(alpha))));
        StringWriter out = new StringWriter();
        new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(new StringWriter())).run(arguments);
        return JsonMapper.shared().readTree(out.toString());
    }
}
