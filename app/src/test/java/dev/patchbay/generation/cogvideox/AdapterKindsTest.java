package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.PlayedAdapter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Whole runs with adapters of every kind against diffusers' and PEFT's, and against weights changed by hand where they read none. */
@Tag("torch")
class AdapterKindsTest {

    private static final double LIMIT = 1e-3;

    static final List<String> ALL = AdapterKinds.ALL;

    private static AdapterKinds kinds;
    private static VideoPipeline pipeline;

    @BeforeAll
    static void load() throws Exception {
        kinds = new AdapterKinds();
        try (Reference reference = new Reference("cogvideox-2b")) {
            EngineChoice choice = new EngineChoice(DeviceChoice.CPU, DTypeChoice.F32);
            pipeline = new CogVideoXPipelineFactory(Reference.opener()).load(ModelSource.of(reference.folder()), choice);
        }
    }

    @AfterAll
    static void unload() throws Exception {
        pipeline.close();
        kinds.close();
    }

    private static Clip generate(AppliedAdapter... adapters) throws Exception {
        GenerationRequest request = new GenerationRequest(
                "a red circle moving left", "", 1237, 4, 9, 32, 48, 6, false, "ddim", List.of(adapters));
        return pipeline.generate(request, StepListener.SILENT, Cancellation.NEVER);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void everyKindIsPlayedAsTheProgramsPlayIt(String name) throws Exception {
        Clip clip = generate(kinds.adapter(name, 1));
        for (int step = 0; step < 4; step++) {
            String what = name + " latents " + step;
            assertThat(Reference.error(what, clip.latents().get(step), kinds.expectedLatents(name, step))).as(what).isLessThan(LIMIT);
        }
        assertThat(clip.warnings()).isEmpty();
    }

    @Test
    void theFramesAgreeToo() throws Exception {
        float[] frames = generate(kinds.adapter("dora", 1)).frames();
        assertThat(Reference.error("dora frames", frames, kinds.expected("dora.frames"))).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void strengthNoneIsBitIdenticalToTheBaseAndNothingAddsUp(String name) throws Exception {
        Clip base = generate();
        assertThat(generate(kinds.adapter(name, 0)).frames()).isEqualTo(base.frames());
        Clip once = generate(kinds.adapter(name, 1));
        assertThat(generate(kinds.adapter(name, 1)).frames()).isEqualTo(once.frames()).isNotEqualTo(base.frames());
        assertThat(generate().frames()).isEqualTo(base.frames());
    }

    @Test
    void whatDoesNotPlayIsSaidByNameAndTheRestPlays() throws Exception {
        List<String> said = PlayedAdapter.of(kinds.analysis("misfits.safetensors")).warnings().stream().map(Message::text).toList();
        assertThat(said).containsExactly(
                "Modules that the base's denoiser does not have are not played: 1 (transformer.transformer_blocks.99.attn1.to_q).",
                "Parts whose sizes are not those of the base are not played: 1 (transformer.transformer_blocks.0.attn1.to_k).");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void nothingElseIsLeftUnsaidOrUnplayed(String name) throws Exception {
        PlayedAdapter played = PlayedAdapter.of(kinds.analysis(name));
        assertThat(played.shares()).isNotEmpty();
        if (!name.startsWith("misfits")) {
            assertThat(played.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"every-linear,UP", "dora,MAGNITUDE", "dora,DOWN", "loha,HADA_W2_B", "lokr,LOKR_W1", "convolution,DOWN"})
    void brokenValuesAreRefusedByTheNameOfTheirTensor(String kind, Part part) throws Exception {
        AppliedAdapter good = kinds.adapter(kind, 1);
        LayerShare share = (LayerShare) good.shares().getFirst().share();
        String name = Objects.requireNonNull(share.parts().values().get(part)).name();
        AppliedAdapter bad = new AppliedAdapter("bad", List.of(new TensorShare(
                good.shares().getFirst().tensor(), new LayerShare(AdapterKinds.broken(share.parts(), part), 1))), 0.5);
        assertThatThrownBy(() -> generate(bad))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("Adapter bad: " + name + " holds NaN or infinite values");
    }

    @Test
    void aBrokenDifferenceIsRefusedToo() throws Exception {
        AppliedAdapter good = kinds.adapter("modules-to-save", 1);
        TensorShare saved = good.shares().getLast();
        DifferenceShare share = (DifferenceShare) saved.share();
        DifferenceShare broken = new DifferenceShare(share.name(), AdapterKinds.broken(share.data()), 1, true);
        AppliedAdapter bad = new AppliedAdapter("bad", List.of(new TensorShare(saved.tensor(), broken)), 1);
        assertThatThrownBy(() -> generate(bad))
                .hasMessageStartingWith("Adapter bad: base_model.model.proj_out.weight holds NaN or infinite values");
    }
}
