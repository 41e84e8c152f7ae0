package dev.patchbay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    /** Modules that the base lacks cannot be exported for any program: one reason, told once. */
    @Test
    void theSameReasonIsToldOnceWithAllPrograms() throws IOException {
        var base = Inspected.base("flux.1-dev");
        Checkpoint file = new SyntheticCheckpoint().pair("transformer.nowhere.0.proj", 24, 24, 4).build();
        MappingResult mapping = RuleSet.EMPTY.apply(file.infos());
        List<ExportedVerdict> exports = new ArrayList<>();
        for (Program program : Program.judged()) {
            exports.add(new Conversion(file, mapping, AdapterFit.named(file, mapping), Optional.of(base), program).verdict(base));
        }

        assertThat(exports).allMatch(export -> export.refusal().isPresent()).hasSize(4);
        assertThat(Refusals.of(exports)).extracting(Message::text).singleElement().asString()
                .startsWith("No export for diffusers, PEFT, ComfyUI, kohya: ");
    }

    /** DoRA's magnitudes have to be in all modules for two of the programs; the sentence names both. */
    @Test
    void reasonsThatDifferInTheProgramOnlyAreOne() throws IOException {
        var base = Inspected.base("flux.1-dev");
        Checkpoint file = new SyntheticCheckpoint()
                .pair("transformer.transformer_blocks.0.attn.to_q", 3072, 3072, 4)
                .tensor("transformer.transformer_blocks.0.attn.to_q.lora_magnitude_vector", 3072)
                .pair("transformer.transformer_blocks.1.attn.to_q", 3072, 3072, 4)
                .build();
        MappingResult mapping = RuleSet.EMPTY.apply(file.infos());
        List<ExportedVerdict> exports = new ArrayList<>();
        for (Program program : List.of(Program.DIFFUSERS, Program.PEFT, Program.COMFYUI)) {
            exports.add(new Conversion(file, mapping, AdapterFit.named(file, mapping), Optional.of(base), program).verdict(base));
        }

        assertThat(Refusals.of(exports)).extracting(Message::text).singleElement().asString()
                .startsWith("No export for diffusers, PEFT: ").contains("a file for diffusers, PEFT has them in all or in none");
    }
}
