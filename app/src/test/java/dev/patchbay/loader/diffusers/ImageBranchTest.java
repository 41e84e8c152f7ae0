package dev.patchbay.loader.diffusers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Diffusers 0.40.0.dev0 adds zeros for Wan's image branch, and writes over what is there unless a file has both its projections. */
class ImageBranchTest {

    private static final long WIDTH = 5120;

    private static Verdict verdict(String base, String... modules) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (String module : modules) {
            file.tensor("transformer.blocks.0.attn2." + module + ".lora_A.weight", 4, WIDTH)
                    .tensor("transformer.blocks.0.attn2." + module + ".lora_B.weight", WIDTH, 4);
        }
        return Inspected.of(file, base).verdict(Program.DIFFUSERS);
    }

    @Test
    void oneProjectionAloneIsWrittenOver() throws IOException {
        Verdict verdict = verdict("wan2.1-i2v-14b", "to_k", "add_k_proj");

        assertThat(List.of(verdict.outcome(), verdict.applied())).isEqualTo(List.of(Outcome.PARTIAL, 1));
    }

    @Test
    void bothAreKeptAndAFileForTextAloneApplies() throws IOException {
        assertThat(verdict("wan2.1-i2v-14b", "to_k", "add_k_proj", "add_v_proj").outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(verdict("wan2.1-i2v-14b", "to_k", "to_q").outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(verdict("wan2.1-i2v-14b", "to_q", "add_k_proj").outcome()).as("no pair to make it like").isEqualTo(Outcome.APPLIES);
    }
}
