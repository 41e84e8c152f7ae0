package dev.patchbay.export.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResizeExportTest {

    private static final String DOWN = "transformer.blocks.0.attn1.to_q.lora_A.weight";
    private static final String UP = "transformer.blocks.0.attn1.to_q.lora_B.weight";
    private static final Progress SILENT = (done, total, doing) -> {};

    @TempDir
    private Path folder;

    private Path target() {
        return folder.resolve("resized.safetensors");
    }

    private LowRankReport resize(Checkpoint source, RankChoice choice, Path target) throws IOException {
        ResizeExport export = ResizeExport.of(source);
        return export.write(export.plan(choice, SILENT, Cancellation.NEVER), target, false, SILENT, Cancellation.NEVER);
    }

    private static SyntheticCheckpoint pair(int rank) {
        return new SyntheticCheckpoint().tensor(DOWN, rank, 24).tensor(UP, 16, rank);
    }

    private static AdapterModule module(Checkpoint checkpoint) throws IOException {
        return AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty()).modules().getFirst();
    }

    /** FaceChain's seed of rank 4 for a training of rank 8: attention processors, a pickle without any alpha. */
    @Test
    void faceChainsSeedOfRankFourBecomesRankEightAndActsTheSame() throws IOException {
        String processor = "up_blocks.1.attentions.0.transformer_blocks.0.attn1.processor.to_v_lora";
        Checkpoint source = new SyntheticCheckpoint()
                .tensor(processor + ".down.weight", DType.F16, 4, 320)
                .tensor(processor + ".up.weight", DType.F16, 320, 4)
                .build();

        LowRankReport report = resize(source, new RankChoice.Fixed(8), target());

        assertThat(report.largestError()).isZero();
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensor(processor + ".up.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(320, 8));
            assertThat(written.tensor(processor + ".down.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(8, 320));
            assertThat(written.tensor(processor + ".up.weight").orElseThrow().info().dtype()).isEqualTo(DType.F16);
            float[] before = source.tensor(processor + ".up.weight").orElseThrow().data().toFloats();
            float[] after = written.tensor(processor + ".up.weight").orElseThrow().data().toFloats();
            for (int row = 0; row < 320; row++) {
                for (int column = 0; column < 8; column++) {
                    assertThat(after[row * 8 + column]).isEqualTo(column < 4 ? before[row * 4 + column] : 0f);
                }
            }
        }
    }

    @Test
    void theSameRankCopiesEveryBit() throws IOException {
        Checkpoint source = pair(4).tensor("transformer.norm.weight", 5).build();

        LowRankReport report = resize(source, new RankChoice.Fixed(4), target());

        assertThat(report.largestError()).isZero();
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensor(UP).orElseThrow().data().toFloats()).isEqualTo(source.tensor(UP).orElseThrow().data().toFloats());
            assertThat(written.tensors()).containsKey("transformer.norm.weight");
        }
    }

    @Test
    void theErrorOfALowerRankIsStatedAsMeasuredOnTheFile() throws IOException {
        Checkpoint source = pair(8).build();

        LowRankReport report = resize(source, new RankChoice.Fixed(3), target());

        double expected = new ModuleChange(source, module(source)).read().svd("m").error(3);
        assertThat(report.modules()).singleElement().satisfies(one -> {
            assertThat(one.rankBefore()).isEqualTo(8);
            assertThat(one.rank()).isEqualTo(3);
            assertThat(one.error()).isCloseTo(expected, within(1e-6));
        });
    }

    @Test
    void alphaTensorsAreRewrittenSoThatTheScaleStays() throws IOException {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("lora_unet_blocks_0_q.lora_down.weight", 8, 12)
                .tensor("lora_unet_blocks_0_q.lora_up.weight", 10, 8)
                .values("lora_unet_blocks_0_q.alpha", DType.BF16, new float[] {4})
                .metadata("ss_network_dim", "8")
                .metadata("ss_network_alpha", "4.0")
                .metadata("sshs_model_hash", "abc")
                .build();

        resize(source, new RankChoice.Fixed(2), target());

        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensor("lora_unet_blocks_0_q.alpha").orElseThrow().data().toFloats()).containsExactly(1f);
            assertThat(module(written).scale()).isEqualTo(0.5);
            assertThat(written.metadata()).containsEntry("ss_network_dim", "2").containsEntry("ss_network_alpha", "1.0")
                    .doesNotContainKey("sshs_model_hash");
        }
    }

    @Test
    void aConvolutionKeepsItsKernel() throws IOException {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("lora_unet_conv.lora_down.weight", 6, 4, 3, 3)
                .tensor("lora_unet_conv.lora_up.weight", 10, 6, 1, 1)
                .build();

        resize(source, new RankChoice.Fixed(2), target());

        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensor("lora_unet_conv.lora_down.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(2, 4, 3, 3));
            assertThat(written.tensor("lora_unet_conv.lora_up.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(10, 2, 1, 1));
        }
    }

    @Test
    void ranksThatDifferAreDeclaredForDiffusers() throws IOException {
        Checkpoint source = pair(8)
                .values("transformer.blocks.0.attn1.to_k.lora_A.weight", DType.F32, new float[] {1, 0, 0, 0, 0, 1, 0, 0}, 2, 4)
                .values("transformer.blocks.0.attn1.to_k.lora_B.weight", DType.F32, new float[] {1, 0, 0, 1e-6f}, 2, 2)
                .build();

        LowRankReport report = resize(source, new RankChoice.Energy(0.9), target());

        assertThat(report.modules()).extracting(ModuleError::rank).last().isEqualTo(1);
        try (Checkpoint written = ExportFixture.open(target())) {
            JsonNode declared = JsonMapper.shared().readTree(written.metadata().get("lora_adapter_metadata"));
            assertThat(declared.properties().toString()).contains("transformer.r", "transformer.rank_pattern", "attn1.to_k");
            assertThat(module(written).scale()).isEqualTo(1);
        }
    }

    @Test
    void whatTheFileDeclaresIsDeclaredForTheNewRank() throws IOException {
        String declared = "{\"transformer.r\": 8, \"transformer.lora_alpha\": 16, \"transformer.lora_dropout\": 0.1, "
                + "\"transformer.use_rslora\": true}";
        Checkpoint source = pair(8).metadata("lora_adapter_metadata", declared).build();
        double scale = 16 / Math.sqrt(8);

        LowRankReport report = resize(source, new RankChoice.Fixed(2), target());

        assertThat(report.largestError()).isLessThan(1);
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(module(written).scale()).isCloseTo(scale, within(1e-12));
            assertThat(written.metadata().get("lora_adapter_metadata")).contains("\"transformer.r\":2", "lora_dropout");
        }
    }

    @Test
    void aPeftFolderBecomesAPeftFolderWithItsConfiguration() throws IOException {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("base_model.model.blocks.0.to_q.lora_A.weight", 8, 12)
                .tensor("base_model.model.blocks.0.to_q.lora_B.weight", 10, 8)
                .companion("adapter_config.json", "{\"peft_type\": \"LORA\", \"r\": 8, \"lora_alpha\": 4, \"target_modules\": [\"to_q\"]}")
                .layout(CheckpointLayout.PEFT_FOLDER)
                .build();

        resize(source, new RankChoice.Fixed(2), folder.resolve("smaller"));

        try (Checkpoint written = ExportFixture.open(folder.resolve("smaller"))) {
            assertThat(written.layout()).isEqualTo(CheckpointLayout.PEFT_FOLDER);
            assertThat(module(written).rank()).isEqualTo(2);
            assertThat(module(written).scale()).isEqualTo(0.5);
        }
        assertThatThrownBy(() -> resize(source, new RankChoice.Fixed(2), target())).isInstanceOf(ExportException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void satsUnwrittenScaleGoesIntoTheUpMatrices() throws IOException {
        String layer = "model.diffusion_model.transformer.layers.0.attention.dense.matrix_";
        Checkpoint source = new SyntheticCheckpoint().tensor(layer + "A.0", 8, 12).tensor(layer + "B.0", 12, 8)
                .tensor("first_stage_model.x", 3).build();

        LowRankReport report = resize(source, new RankChoice.Fixed(2), target());

        double expected = new ModuleChange(source, module(source)).read().svd("m").error(2);
        assertThat(report.largestError()).isCloseTo(expected, within(1e-6));
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensors().keySet()).containsExactlyInAnyOrder(layer + "A.0", layer + "B.0");
        }
    }

    @Test
    void loHaBecomesAPlainPairWithoutLossAtTheSquareOfItsRank() throws IOException {
        SyntheticCheckpoint source = new SyntheticCheckpoint();
        for (String side : List.of("hada_w1", "hada_w2")) {
            source.tensor("lora_unet_q." + side + "_a", 10, 2).tensor("lora_unet_q." + side + "_b", 2, 12);
        }
        Checkpoint checkpoint = source.values("lora_unet_q.alpha", DType.F32, new float[] {1}).build();

        LowRankReport report = resize(checkpoint, new RankChoice.Fixed(4), target());

        assertThat(report.largestError()).isLessThan(1e-6);
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensors().keySet())
                    .containsExactlyInAnyOrder("lora_unet_q.lora_down.weight", "lora_unet_q.lora_up.weight", "lora_unet_q.alpha");
            assertThat(module(written).scale()).isEqualTo(0.5);
        }
    }

    @Test
    void loKrBecomesAPlainPairAndSaysWhatItLost() throws IOException {
        Checkpoint checkpoint = new SyntheticCheckpoint().tensor("lycoris_q.lokr_w1", 4, 4).tensor("lycoris_q.lokr_w2", 6, 5).build();

        LowRankReport report = resize(checkpoint, new RankChoice.ErrorBound(0.3), target());

        assertThat(report.largestError()).isBetween(0.001, 0.3 + 1e-6);
    }

    @Test
    void theMiddleFactorOfAConvolutionIsMultipliedIn() throws IOException {
        Checkpoint checkpoint = new SyntheticCheckpoint()
                .tensor("lora_unet_c.lora_down.weight", 3, 5, 1, 1)
                .tensor("lora_unet_c.lora_mid.weight", 3, 3, 3, 3)
                .tensor("lora_unet_c.lora_up.weight", 7, 3, 1, 1)
                .build();

        LowRankReport report = resize(checkpoint, new RankChoice.Fixed(3), target());

        assertThat(report.largestError()).isLessThan(1e-6);
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensor("lora_unet_c.lora_down.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(3, 5, 3, 3));
        }
    }

    @Test
    void doraBecomesAPlainPairWhereTheBaseIsKnown() throws IOException {
        SyntheticCheckpoint dora = pair(4).tensor("transformer.blocks.0.attn1.to_q.lora_magnitude_vector", 16);
        Checkpoint base = new SyntheticCheckpoint().tensor("blocks.0.attn1.to_q.weight", 16, 24).build();
        ResizeExport export = ResizeExport.of(dora.build(), base);

        LowRankReport report = export.write(
                export.plan(new RankChoice.Fixed(16), SILENT, Cancellation.NEVER), target(), false, SILENT, Cancellation.NEVER);

        assertThat(report.largestError()).isLessThan(1e-5);
        try (Checkpoint written = ExportFixture.open(target())) {
            assertThat(written.tensors().keySet()).containsExactlyInAnyOrder(DOWN, UP);
        }
        ResizePlan smaller = export.plan(new RankChoice.Fixed(4), SILENT, Cancellation.NEVER);
        assertThat(smaller.modules().getFirst().error()).isBetween(0.1, 1.0);
        assertThat(ResizeExport.of(dora.build()).plan(new RankChoice.Fixed(2), SILENT, Cancellation.NEVER).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).contains("--base"));
    }

    @Test
    void cancellingLeavesNothing() throws IOException {
        ResizeExport export = ResizeExport.of(pair(8).build());
        ResizePlan plan = export.plan(new RankChoice.Fixed(2), SILENT, Cancellation.NEVER);
        Progress atTheEnd = (done, total, doing) -> {
            if (done == total - 1) {
                throw new java.util.concurrent.CancellationException(Message.of("files.naming", "x").text());
            }
        };

        assertThatThrownBy(() -> export.write(plan, target(), false, atTheEnd, Cancellation.NEVER))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.toString().endsWith(".lock"))).isEmpty();
        }
    }

    @Test
    void aFileWithoutAnAdapterIsRefused() {
        Checkpoint base = new SyntheticCheckpoint().tensor("blocks.0.weight", 4, 4).build();

        assertThatThrownBy(() -> resize(base, new RankChoice.Fixed(2), target())).isInstanceOf(ExportException.class)
                .hasMessageContaining("nothing to resize");
    }
}
