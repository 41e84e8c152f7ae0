package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.files.NotWrittenException;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseIsNeverOverwrittenTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");

    @TempDir
    private Path folder;

    @Test
    void theWeightsOfTheBaseAreNoTargetEvenIfReplacingIsAllowed() throws Exception {
        Path weights = folder.resolve("diffusion_pytorch_model.safetensors");
        Files.copy(REFERENCE.resolve("diffusers-transformer/diffusion_pytorch_model.safetensors"), weights);
        Files.copy(REFERENCE.resolve("diffusers-transformer/config.json"), folder.resolve("config.json"));
        byte[] before = Files.readAllBytes(weights);
        BaseModel base = new BaseModels(TestOpener.OPENER).resolve(folder.toString());
        try (Checkpoint lora = TestOpener.OPENER.open(REFERENCE.resolve("sat-lora-exported.safetensors"))) {
            MappingResult mapping = RuleSet.EMPTY.apply(lora.infos());
            Adapter adapter = AdapterAssembler.assemble(lora, mapping, OptionalDouble.empty());
            Conversion export = new Conversion(lora, mapping, adapter, Optional.of(base), Program.DIFFUSERS);
            ExportPlan plan = export.plan();
            assertThatThrownBy(() -> export.write(plan, weights, true, Progress.SILENT, Cancellation.NEVER))
                    .isInstanceOf(NotWrittenException.class);
        }
        assertThat(weights).hasBinaryContent(before);
    }
}
