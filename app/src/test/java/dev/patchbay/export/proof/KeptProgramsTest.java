package dev.patchbay.export.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file made of another is taken by the programs that took that one, with the same scales; a sum by at least one, with the scale 1. */
class KeptProgramsTest {

    private static final BaseModel FLUX = ModelCatalog.find("flux.1-dev").orElseThrow();
    private static final Path OUT = Path.of("out.safetensors");
    private static final String Q = "lora_unet_double_blocks_0_img_attn_proj";
    private static final String O = "lora_unet_double_blocks_1_img_attn_proj";

    private static SyntheticCheckpoint pair(SyntheticCheckpoint file, String module, int rank, float alpha) {
        return file.tensor(module + ".lora_down.weight", rank, 3072)
                .tensor(module + ".lora_up.weight", 3072, rank)
                .values(module + ".alpha", DType.F32, new float[] {alpha});
    }

    private static Checkpoint twoPairs(int rank, float alpha) {
        return pair(pair(new SyntheticCheckpoint(), Q, rank, alpha), O, rank, alpha).build();
    }

    private static List<Verdict> checked(Checkpoint source, Checkpoint written) throws IOException {
        return KeptPrograms.of(source, FLUX).check(OUT, written);
    }

    @Test
    void halfTheRankWithHalfTheAlphaIsTakenByTheSamePrograms() throws IOException {
        List<Verdict> verdicts = checked(twoPairs(8, 4), twoPairs(4, 2));
        assertThat(verdicts).extracting(Verdict::program).containsExactlyInAnyOrderElementsOf(Program.judged());
        assertThat(verdicts).filteredOn(Verdict::applies).extracting(Verdict::program)
                .contains(Program.DIFFUSERS, Program.COMFYUI, Program.KOHYA);
    }

    @Test
    void aScaleThatOneProgramReadsOtherwiseIsRefused() {
        assertThatThrownBy(() -> checked(twoPairs(8, 4), twoPairs(4, 4)))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll("out.safetensors was not written", "would give module", "the scale 1", "where 0.5 is right");
    }

    @Test
    void aModuleThatIsLostIsRefused() {
        Checkpoint one = pair(new SyntheticCheckpoint(), Q, 4, 2).build();
        assertThatThrownBy(() -> checked(twoPairs(8, 4), one))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll("applies 2 of 2 modules of the source to flux.1-dev", "would not do so with the new file");
    }

    @Test
    void aSumHasTheScaleOneInEveryProgram() throws IOException {
        SumPrograms sum = new SumPrograms(OUT, FLUX);
        assertThat(sum.check(twoPairs(4, 4))).anyMatch(Verdict::applies);
        assertThatThrownBy(() -> sum.check(twoPairs(4, 2))).isInstanceOf(ExportException.class).hasMessageContaining("where 1.0 is right");
    }

    @Test
    void aSumThatNoProgramFindsIsRefused() {
        Checkpoint nowhere = new SyntheticCheckpoint()
                .tensor("somewhere.double_blocks.0.img_attn.proj.lora_A.weight", 4, 3072)
                .tensor("somewhere.double_blocks.0.img_attn.proj.lora_B.weight", 3072, 4)
                .build();
        assertThatThrownBy(() -> new SumPrograms(OUT, FLUX).check(nowhere))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll("no program would apply it to flux.1-dev");
    }

    @Test
    void theScaleThatTheProgramReadsIsCompared() throws IOException {
        Map<String, Double> half = Map.of(Q + ".lora_down.weight", 0.5, O + ".lora_down.weight", 0.5);
        new ScaleCheck(OUT, Program.COMFYUI, half).check(twoPairs(8, 4));
        assertThatThrownBy(() -> new ScaleCheck(OUT, Program.COMFYUI, half).check(twoPairs(8, 8)))
                .isInstanceOf(ExportException.class)
                .hasMessageContainingAll("ComfyUI", "the scale 1");
    }
}
