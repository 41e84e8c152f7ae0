package dev.patchbay.export;

import dev.patchbay.export.target.ExportPlan;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.Shards;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.loader.Program;
import dev.patchbay.tensor.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files that a plan becomes under a target's name. */
final class OutputFiles {

    private OutputFiles() {}

    /** @param sources what is read meanwhile, and so never written over */
    static VerifiedOutput of(ExportPlan plan, Path target, SourceFiles sources) {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        boolean safetensors = name.endsWith(".safetensors");
        boolean torch = List.of(".pt", ".pth", ".bin", ".ckpt").stream().anyMatch(name::endsWith);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        plan.tensors().forEach(tensor -> tensors.put(tensor.info().name(), tensor.values()));
        List<OutputFile> files = new ArrayList<>();
        if (plan.target() == Program.PEFT) {
            files.add(new OutputFile.Safetensors("adapter_model.safetensors", tensors, plan.metadata()));
        } else if (plan.target() == Program.SAT && torch) {
            return VerifiedOutput.file(sources, target, new OutputFile.Torch("", tensors, plan.stateDictKey()));
        } else if (plan.target() == Program.SAT && !safetensors) {
            // As SwissArmyTransformer finds it: the iteration that "latest" names.
            files.add(new OutputFile.Torch("1/mp_rank_00_model_states.pt", tensors, plan.stateDictKey()));
            files.add(new OutputFile.Text("latest", "1"));
        } else if (plan.target() == Program.DIFFUSERS && !plan.isAdapter() && !safetensors) {
            files.addAll(Shards.bySize(Shards.DIFFUSERS, tensors, plan.shardBytes()).outputs(tensors, plan.metadata()));
        } else {
            return VerifiedOutput.file(sources, target, new OutputFile.Safetensors("", tensors, plan.metadata()));
        }
        plan.companions().forEach((companion, text) -> files.add(new OutputFile.Text(companion, text)));
        return VerifiedOutput.folder(sources, target, files);
    }
}
