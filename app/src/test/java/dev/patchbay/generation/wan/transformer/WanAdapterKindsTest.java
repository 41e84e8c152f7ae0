package dev.patchbay.generation.wan.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.export.bake.BakeExport;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.cogvideox.Reference;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.wan.WanReference;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.PlayedAdapter;
import dev.patchbay.workspace.RuleChoice;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Wan transformer predicts with an adapter of each kind, against what it predicts with the weights that {@code bake} writes. */
@Tag("torch")
class WanAdapterKindsTest {

    private static final Residency WHOLE = new Residency(DType.F32, Long.MAX_VALUE, true);
    private static final String Q = "transformer.blocks.0.attn1.to_q";
    private static final String K = "transformer.blocks.1.attn2.to_k";
    private static final String PATCH = "transformer.patch_embedding";

    private WanReference reference;
    private Checkpoint transformer;
    private BaseModel base;

    @BeforeEach
    void open() throws Exception {
        reference = new WanReference("wan2.1-t2v-1.3b");
        transformer = TestOpener.OPENER.open(reference.folder().resolve("transformer"));
        base = OpenedBaseModel.of(TestOpener.OPENER.open(reference.folder()));
    }

    @AfterEach
    void close() throws Exception {
        transformer.close();
    }

    private static Checkpoint adapter(String kind) {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        switch (kind) {
            case "lora with alpha" -> made.pair(Q, 48, 48, 4).values(Q + ".alpha", DType.F32, new float[] {2}).pair(K, 48, 48, 2);
            case "dora" -> made.pair(Q, 48, 48, 4).tensor(Q + ".lora_magnitude_vector", 48);
            case "loha" -> made.tensor(K + ".hada_w1_a", 48, 2).tensor(K + ".hada_w1_b", 2, 48).tensor(K + ".hada_w2_a", 48, 2)
                    .tensor(K + ".hada_w2_b", 2, 48);
            case "lokr" -> made.tensor(Q + ".lokr_w1", 4, 4).tensor(Q + ".lokr_w2_a", 12, 2).tensor(Q + ".lokr_w2_b", 2, 12)
                    .values(Q + ".alpha", DType.F32, new float[] {2});
            case "differences" -> made.tensor(Q + ".diff", 48, 48).tensor(Q + ".diff_b", 48).tensor("transformer.blocks.0.norm2.diff", 48);
            case "convolution" -> made.tensor(PATCH + ".lora_A.weight", 2, 4, 1, 2, 2).tensor(PATCH + ".lora_B.weight", 48, 2, 1, 1, 1)
                    .pair("transformer.condition_embedder.time_proj", 288, 48, 2);
            default -> throw new IllegalArgumentException(kind);
        }
        return made.build();
    }

    private Analysis analysis(Checkpoint adapter) throws IOException {
        Analyzer file = new Analyzer(WorkspaceState.EMPTY.with(adapter).with(base), KnownRules.BUILT_IN);
        return file.map(RuleChoice.choose(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora with alpha", "dora", "loha", "lokr", "differences", "convolution"})
    void everyKindPlaysAsItIsBaked(String kind) throws Exception {
        Analysis analysis = analysis(adapter(kind));
        PlayedAdapter played = PlayedAdapter.of(analysis);
        assertThat(played.warnings()).isEmpty();
        BakeExport bake = new BakeExport(
                transformer, List.of(new MergeInput(analysis.state().checkpoint().orElseThrow(), analysis.adapter(), 0.7)));
        bake.write(bake.plan(Optional.of(DType.F32), Progress.SILENT, Cancellation.NEVER), reference.folder().resolve("baked.safetensors"),
                true, Progress.SILENT, Cancellation.NEVER);
        try (TinyTransformer model = new TinyTransformer(reference, List.of("transformer", "baked.safetensors"))) {
            float[] unchanged = model.predict(1, WHOLE);
            float[] found = model.predict(1, WHOLE, new AppliedAdapter(kind, played.shares(), 0.7));
            assertThat(model.warnings()).isEmpty();
            assertThat(Reference.error(kind, found, model.predict(2, WHOLE))).isLessThan(1e-5);
            assertThat(Reference.error(kind + " does something", found, unchanged)).isGreaterThan(1e-4);
            assertThat(model.predict(1, WHOLE, new AppliedAdapter(kind, played.shares(), 0))).isEqualTo(unchanged);
        }
    }

    @Test
    void whatFitsAnotherSizeIsSaidAndTheRestPlays() throws Exception {
        PlayedAdapter played = PlayedAdapter.of(analysis(adapter("lora with alpha")));
        List<TensorShare> shares = new ArrayList<>(played.shares());
        shares.add(new TensorShare("blocks.7.attn1.to_q.weight", shares.getFirst().share()));
        shares.add(new TensorShare("proj_out.weight", shares.getFirst().share()));
        try (TinyTransformer model = new TinyTransformer(reference, List.of("transformer"))) {
            float[] rest = model.predict(1, WHOLE, new AppliedAdapter("style", played.shares(), 1));
            assertThat(model.predict(1, WHOLE, new AppliedAdapter("style", shares, 1))).isEqualTo(rest);
            assertThat(model.warnings()).hasSize(2).anyMatch(said -> said.contains("blocks.7.attn1.to_q.weight"))
                    .anyMatch(said -> said.contains("proj_out.weight"));
            AppliedAdapter foreign = new AppliedAdapter("style", shares.subList(shares.size() - 2, shares.size()), 1);
            assertThatThrownBy(() -> model.predict(1, WHOLE, foreign)).isInstanceOf(GenerationException.class)
                    .hasMessageContaining("style");
        }
    }
}
