package dev.patchbay.export.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.RuleChoice;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From diffusers' names to another reader's and back, nothing of what an adapter does to the model is lost. */
class RoundTripTest {

    private static final double SCALE = 0.375;
    private static final int RANK = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "cogvideox-2b, PEFT, peft, CONFIG",
        "cogvideox-2b, COMFYUI, out.safetensors, ALPHA_TENSOR",
        "cogvideox-2b, KOHYA, out.safetensors, ALPHA_TENSOR",
        "cogvideox-2b, DIFFUSERS, out.safetensors, FOLDED",
        "wan2.1-t2v-1.3b, PEFT, peft, CONFIG",
        "wan2.1-t2v-1.3b, COMFYUI, out.safetensors, ALPHA_TENSOR",
        "wan2.1-t2v-1.3b, KOHYA, out.safetensors, ALPHA_TENSOR",
        "hunyuan-video, COMFYUI, out.safetensors, ALPHA_TENSOR",
        "hunyuan-video, KOHYA, out.safetensors, ALPHA_TENSOR",
        "flux.1-dev, COMFYUI, out.safetensors, ALPHA_TENSOR",
        "flux.1-dev, KOHYA, out.safetensors, ALPHA_TENSOR",
        "ltx-video, COMFYUI, out.safetensors, ALPHA_TENSOR",
        "mochi-1, COMFYUI, out.safetensors, ALPHA_TENSOR",
        "stable-diffusion-1.5, COMFYUI, out.safetensors, ALPHA_TENSOR",
        "stable-diffusion-1.5, KOHYA, out.safetensors, ALPHA_TENSOR",
        "stable-diffusion-xl, KOHYA, out.safetensors, ALPHA_TENSOR"
    })
    void thereAndBack(String model, Program target, String name, ScaleHandling how) throws Exception {
        BaseModel base = ModelCatalog.find(model).orElseThrow();
        Checkpoint source = adapter(base);
        Path there = folder.resolve(name);
        ExportPlan plan = convert(source, base, target, there, OptionalDouble.of(SCALE));
        assertThat(plan.scale().orElseThrow().how()).isEqualTo(how);
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.dropped()).isEmpty();

        Path back = folder.resolve("back.safetensors");
        try (Checkpoint written = ExportFixture.open(there)) {
            ExportPlan second = convert(written, base, Program.DIFFUSERS, back, OptionalDouble.empty());
            assertThat(second.warnings()).isEmpty();
            assertThat(second.dropped()).as("nothing is lost but what said the scale").isEmpty();
        }

        try (Checkpoint returned = ExportFixture.open(back)) {
            assertSameChange(source, SCALE, returned);
        }
    }

    @Test
    void samplesOfSatAreReadByItsOwnHabitOfTheScale() throws Exception {
        BaseModel base = ModelCatalog.find("cogvideox-2b").orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String leaf : List.of("to_q", "to_k", "to_v", "to_out.0")) {
            pair(source, "transformer.transformer_blocks.3.attn1." + leaf, 1920, 1920);
        }
        for (String name : List.of("sat", "sat.pt", "sat.safetensors")) {
            Path there = folder.resolve(name);
            ExportPlan plan = convert(source.build(), base, Program.SAT, there, OptionalDouble.of(SCALE));
            assertThat(plan.tensors()).extracting(tensor -> tensor.info().name())
                    .contains("model.diffusion_model.transformer.layers.3.attention.query_key_value.matrix_A.1")
                    .contains("model.diffusion_model.transformer.layers.3.attention.dense.matrix_B.0");
            assertThat(plan.scale().orElseThrow().how()).isEqualTo(ScaleHandling.FOLDED);
            Path back = folder.resolve(name + "-back.safetensors");
            try (Checkpoint written = ExportFixture.open(there)) {
                convert(written, base, Program.DIFFUSERS, back, OptionalDouble.empty());
            }
            try (Checkpoint returned = ExportFixture.open(back)) {
                assertSameChange(source.build(), SCALE, returned);
            }
        }
    }

    /** ComfyUI keeps the connectors in its diffusion model, behind that model's container, and the projection before them apart. */
    @Test
    void theConnectorsOfLtx2AreWrittenWhereComfyUiKeepsThem() throws Exception {
        BaseModel base = ModelCatalog.find("ltx-2").orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        pair(source, "transformer.transformer_blocks.0.attn1.to_q", 4096, 4096);
        pair(source, "connectors.video_connector.transformer_blocks.0.attn1.to_q", 3840, 3840);
        pair(source, "connectors.audio_connector.transformer_blocks.1.ff.net.2", 3840, 15360);
        pair(source, "connectors.text_proj_in", 3840, 188160);

        Path there = folder.resolve("comfy.safetensors");
        ExportPlan plan = convert(source.build(), base, Program.COMFYUI, there, OptionalDouble.of(1));

        assertThat(plan.tensors()).extracting(tensor -> tensor.info().name()).contains(
                "diffusion_model.transformer_blocks.0.attn1.to_q.lora_up.weight",
                "diffusion_model.video_embeddings_connector.transformer_1d_blocks.0.attn1.to_q.lora_up.weight",
                "diffusion_model.audio_embeddings_connector.transformer_1d_blocks.1.ff.net.2.lora_up.weight",
                "text_embedding_projection.aggregate_embed.lora_up.weight");
        Path back = folder.resolve("back.safetensors");
        try (Checkpoint written = ExportFixture.open(there)) {
            convert(written, base, Program.DIFFUSERS, back, OptionalDouble.empty());
        }
        try (Checkpoint returned = ExportFixture.open(back)) {
            assertSameChange(source.build(), 1, returned);
        }
    }

    @Test
    void whatSatHasNoLoraForIsLeftOutWithASentence() throws Exception {
        BaseModel base = ModelCatalog.find("cogvideox-2b").orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        pair(source, "transformer.transformer_blocks.0.attn1.to_q", 1920, 1920);
        pair(source, "transformer.transformer_blocks.0.ff.net.2", 1920, 7680);

        ExportPlan plan = convert(source.build(), base, Program.SAT, folder.resolve("sat.pt"), OptionalDouble.of(1));

        assertThat(plan.tensors()).hasSize(2);
        assertThat(plan.dropped()).hasSize(2);
        assertThat(plan.warnings()).extracting(Message::toString)
                .containsExactly("Modules left out because SAT has no name for them: 1, such as "
                        + "transformer.transformer_blocks.0.ff.net.2.");
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev, COMFYUI, true, 6", "flux.1-dev, COMFYUI, false, 6", "flux.1-dev, KOHYA, true, 6", "hunyuan-video, COMFYUI, true, 6",
        "hunyuan-video, KOHYA, true, 6"
    })
    void layersThatAnAdapterLeavesAloneGetZerosWhereAReaderKeepsThemInOneWithOthers(String model, Program target, boolean named, int rank)
            throws Exception {
        BaseModel base = ModelCatalog.find(model).orElseThrow();
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String leaf : List.of("to_q", "to_k", "to_v")) {
            pair(source, "transformer.single_transformer_blocks.4.attn." + leaf, 3072, 3072);
        }
        if (!named) {
            pair(source, "transformer.x_embedder", 3072, 64);
        }
        Path there = folder.resolve("there.safetensors");
        Analysis analysis = Analyzer.analyze(new WorkspaceState(
                Optional.of(source.build()), named ? Optional.of(base)
                        : Optional.empty(), RuleSet.EMPTY, Expectation.NONE, OptionalDouble.of(SCALE)));
        Conversion conversion = new Conversion(
                source.build(), analysis.mapping(), analysis.adapter(), named ? Optional.of(base) : Optional.empty(), target);
        ExportPlan plan = conversion.plan();
        conversion.write(plan, there, false, Progress.SILENT, Cancellation.NEVER);

        assertThat(plan.warnings()).extracting(Message::toString).singleElement().asString()
                .contains("they got zeros there: 1, such as transformer.single_transformer_blocks.4.proj_mlp.");
        assertThat(plan.tensors()).extracting(tensor -> tensor.info().shape().toString())
                .contains("[" + (3 * 3072 + 4 * 3072) + ", " + rank + "]");
        Path back = folder.resolve("back.safetensors");
        try (Checkpoint written = ExportFixture.open(there)) {
            convert(written, base, Program.DIFFUSERS, back, OptionalDouble.empty());
        }
        try (Checkpoint returned = ExportFixture.open(back)) {
            float[] mlp = returned.tensor("transformer.single_transformer_blocks.4.proj_mlp.lora_B.weight").orElseThrow().data().toFloats();
            assertThat(mlp).hasSize(4 * 3072 * rank).containsOnly(0);
            assertSameChange(source.build(), SCALE, returned);
        }
    }

    @Test
    void withoutABaseModulesOfSeveralFamiliesAreRefusedWhereTheProgramCallsThemDifferently() throws Exception {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String leaf : List.of("to_q", "to_k", "to_v")) {
            pair(source, "transformer.single_transformer_blocks.4.attn." + leaf, 3072, 3072);
        }
        Analysis analysis = Analyzer.analyze(WorkspaceState.EMPTY.with(source.build()));
        Conversion conversion =
                new Conversion(source.build(), analysis.mapping(), analysis.adapter(), Optional.empty(), Program.KOHYA);

        assertThatThrownBy(conversion::plan).hasMessageContaining("no base model was named")
                .hasMessageContaining("flux, chroma, hunyuan-video, framepack");
    }

    private static Checkpoint sharingDown(String block, String... leaves) {
        float[] down = new float[RANK * 3072];
        Arrays.fill(down, 0.5f);
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String leaf : leaves) {
            source.values(block + "." + leaf + ".lora_A.weight", DType.F32, down, RANK, 3072);
            source.tensor(block + "." + leaf + ".lora_B.weight", 3072, RANK);
        }
        return source.build();
    }

    @Test
    void aLayerLeftAloneTakesTheDownMatrixThatTheOthersShare() throws Exception {
        BaseModel base = ModelCatalog.find("flux.1-dev").orElseThrow();
        Checkpoint source = sharingDown("transformer.single_transformer_blocks.0.attn", "to_q", "to_v");

        ExportPlan plan = convert(source, base, Program.COMFYUI, folder.resolve("out.safetensors"), OptionalDouble.of(1));

        assertThat(plan.tensors()).extracting(tensor -> tensor.info().name() + " " + tensor.info().shape()).containsExactly(
                "diffusion_model.single_blocks.0.linear1.lora_down.weight [2, 3072]",
                "diffusion_model.single_blocks.0.linear1.lora_up.weight [21504, 2]",
                "diffusion_model.single_blocks.0.linear1.alpha []");
    }

    @Test
    void partsThatShareADownMatrixAreFusedAtTheirOwnRank() throws Exception {
        BaseModel base = ModelCatalog.find("flux.1-dev").orElseThrow();
        Checkpoint source = sharingDown("transformer.transformer_blocks.0.attn", "to_q", "to_k", "to_v");

        ExportPlan plan = convert(source, base, Program.COMFYUI, folder.resolve("out.safetensors"), OptionalDouble.of(1));

        assertThat(plan.tensors()).extracting(tensor -> tensor.info().name() + " " + tensor.info().shape()).containsExactly(
                "diffusion_model.double_blocks.0.img_attn.qkv.lora_down.weight [2, 3072]",
                "diffusion_model.double_blocks.0.img_attn.qkv.lora_up.weight [9216, 2]",
                "diffusion_model.double_blocks.0.img_attn.qkv.alpha []");
    }

    @Test
    void anUnknownModelIsRefusedWhereNamesDependOnIt() throws Exception {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        pair(source, "transformer.own.layer", 8, 8);
        Checkpoint checkpoint = source.build();
        Analysis analysis = analyse(checkpoint, Optional.empty(), OptionalDouble.of(1));

        assertThatThrownBy(() -> new Conversion(
                                checkpoint, analysis.mapping(), analysis.adapter(), Optional.empty(), Program.COMFYUI)
                        .plan())
                .isInstanceOf(ExportException.class)
                .hasMessage("made-up.safetensors: the names used by ComfyUI depend on the model, and which one this is for cannot be "
                        + "told; "
                        + "say it by a base model.");
    }

    /** Pairs for every kind of module in the first two blocks: all that fusing and splitting needs. */
    private static Checkpoint adapter(BaseModel base) {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (ModuleInfo module : base.main().modules()) {
            boolean block = module.name().matches("(transformer_blocks|single_transformer_blocks|blocks)\\.[01]\\..*"
                    + "|(down_blocks\\.1|up_blocks\\.1|mid_block)\\.attentions\\.0\\..*to_[qkv]");
            if (block && module.weight().dimensions() == 2 && !module.name().contains("norm")) {
                pair(source, base.main().component() + "." + module.name(), module.weight().size(0), module.weight().size(1));
            }
        }
        return source.build();
    }

    private static void pair(SyntheticCheckpoint source, String module, long out, long in) {
        source.tensor(module + ".lora_A.weight", RANK, in);
        source.tensor(module + ".lora_B.weight", out, RANK);
    }

    private static ExportPlan convert(Checkpoint checkpoint, BaseModel base, Program target, Path out, OptionalDouble scale)
            throws IOException {
        Analysis analysis = analyse(checkpoint, Optional.of(base), scale);
        Conversion conversion = new Conversion(checkpoint, analysis.mapping(), analysis.adapter(), Optional.of(base), target);
        ExportPlan plan = conversion.plan();
        ExportReport report = conversion.write(plan, out, false, Progress.SILENT, Cancellation.NEVER);
        assertThat(Files.exists(report.out())).isTrue();
        return plan;
    }

    private static Analysis analyse(Checkpoint checkpoint, Optional<BaseModel> base, OptionalDouble scale) throws IOException {
        Analyzer file = new Analyzer(
                new WorkspaceState(Optional.of(checkpoint), base, RuleSet.EMPTY, Expectation.NONE, scale), KnownRules.BUILT_IN);
        return file.inspect(file.map(RuleChoice.choose(file)));
    }

    /** Compares scale · B · A at a few places of every module: fusing may have changed the rank. */
    private static void assertSameChange(Checkpoint before, double scale, Checkpoint after) throws IOException {
        Map<String, String> missing = new TreeMap<>();
        for (String down : before.tensors().keySet().stream().filter(name -> name.endsWith(".lora_A.weight")).toList()) {
            if (after.tensor(down).isEmpty()) {
                missing.put(down, "missing");
                continue;
            }
            double[] one = places(before, down);
            double[] other = places(after, down);
            for (int i = 0; i < one.length; i++) {
                assertThat(other[i]).as(down).isCloseTo(scale * one[i], Offset.offset(1e-5));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static double[] places(Checkpoint checkpoint, String down) throws IOException {
        var a = checkpoint.tensor(down).orElseThrow();
        var b = checkpoint.tensor(down.replace("lora_A", "lora_B")).orElseThrow();
        float[] left = b.data().toFloats();
        float[] right = a.data().toFloats();
        int rank = (int) a.info().shape().size(0);
        int in = (int) a.info().shape().size(1);
        int out = (int) b.info().shape().size(0);
        double[] places = new double[50];
        for (int place = 0; place < places.length; place++) {
            int row = place * 7919 % out;
            int column = place * 104729 % in;
            for (int r = 0; r < rank; r++) {
                places[place] += (double) left[row * rank + r] * right[r * in + column];
            }
        }
        return places;
    }
}
