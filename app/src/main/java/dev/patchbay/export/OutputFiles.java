package dev.patchbay.export;

import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.Shards;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.loader.FileLayout;
import dev.patchbay.tensor.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The output files of a plan, in the layout that the target program reads. */
final class OutputFiles {

    private OutputFiles() {}

    /** @param sources files that are being read, which are never overwritten */
    static VerifiedOutput of(ExportPlan plan, Path target, SourceFiles sources) {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        FileLayout layout = plan.target().loader().layout(name, plan.isAdapter());
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        plan.tensors().forEach(tensor -> tensors.put(tensor.info().name(), tensor.values()));
        List<OutputFile> files = new ArrayList<>();
        if (layout.sharded()) {
            files.addAll(Shards.bySize(layout.weights(), tensors, plan.shardBytes()).outputs(tensors, plan.metadata()));
        } else {
            files.add(layout.torch()
                    ? new OutputFile.Torch(layout.weights(), tensors, plan.stateDictKey())
                    : new OutputFile.Safetensors(layout.weights(), tensors, plan.metadata()));
        }
        if (!layout.isFolder()) {
            return VerifiedOutput.file(sources, target, files.getFirst());
        }
        layout.texts().forEach((beside, text) -> files.add(new OutputFile.Text(beside, text)));
        plan.companions().forEach((beside, text) -> files.add(new OutputFile.Text(beside, text)));
        return VerifiedOutput.folder(sources, target, files);
    }
}
