package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.folder.PeftFolderReader;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.checkpoint.torch.TorchReader;
import dev.patchbay.export.target.ExportPlan;
import dev.patchbay.files.ExportTensor;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.ShardIndexJson;
import dev.patchbay.loader.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The files that a plan becomes under a target's name.
 *
 * @param folder true if the target is a folder
 */
record OutputFiles(boolean folder, List<OutputFile> files) {

    private static final String WEIGHTS = "diffusion_pytorch_model";

    static OutputFiles of(ExportPlan plan, Path target) {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        boolean safetensors = name.endsWith(".safetensors");
        boolean torch = List.of(".pt", ".pth", ".bin", ".ckpt").stream().anyMatch(name::endsWith);
        if (plan.target() == Program.PEFT) {
            return peft(plan);
        }
        if (plan.target() == Program.SAT && !safetensors) {
            return torch ? lone(new OutputFile.Torch("", plan.tensors(), plan.stateDictKey())) : sat(plan);
        }
        boolean modelFolder = plan.target() == Program.DIFFUSERS && !plan.isAdapter() && !safetensors;
        return modelFolder ? model(plan) : lone(new OutputFile.Safetensors("", plan.tensors(), plan.metadata()));
    }

    /** Opens what was written of an adapter, which has one file of tensors, as a reader finds it: with the configuration beside it. */
    Checkpoint openWeights(Path written) throws IOException {
        CheckpointOpener opener = new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT);
        PeftFolderReader folders = new PeftFolderReader();
        if (folder && folders.matches(written)) {
            return folders.open(written, opener);
        }
        OutputFile weights = files.stream().filter(file -> !(file instanceof OutputFile.Text)).findFirst().orElseThrow();
        Path path = folder ? written.resolve(weights.name()) : written;
        return (weights instanceof OutputFile.Torch ? new TorchReader() : new SafetensorsReader()).open(path, opener);
    }

    private static OutputFiles lone(OutputFile file) {
        return new OutputFiles(false, List.of(file));
    }

    private static OutputFiles peft(ExportPlan plan) {
        List<OutputFile> files = new ArrayList<>();
        files.add(new OutputFile.Safetensors("adapter_model.safetensors", plan.tensors(), plan.metadata()));
        addCompanions(files, plan);
        return new OutputFiles(true, files);
    }

    /** As SwissArmyTransformer finds it: the iteration that {@code latest} names. */
    private static OutputFiles sat(ExportPlan plan) {
        List<OutputFile> files = new ArrayList<>();
        files.add(new OutputFile.Torch("1/mp_rank_00_model_states.pt", plan.tensors(), plan.stateDictKey()));
        files.add(new OutputFile.Text("latest", "1"));
        addCompanions(files, plan);
        return new OutputFiles(true, files);
    }

    private static OutputFiles model(ExportPlan plan) {
        List<List<ExportTensor>> shards = shards(plan);
        List<OutputFile> files = new ArrayList<>();
        Map<String, List<String>> index = new LinkedHashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            String name = shards.size() == 1
                    ? WEIGHTS + ".safetensors"
                    : String.format(Locale.ROOT, "%s-%05d-of-%05d.safetensors", WEIGHTS, i + 1, shards.size());
            files.add(new OutputFile.Safetensors(name, shards.get(i), plan.metadata()));
            index.put(name, shards.get(i).stream().map(tensor -> tensor.info().name()).toList());
        }
        if (shards.size() > 1) {
            files.add(new OutputFile.Text(WEIGHTS + ".safetensors.index.json", ShardIndexJson.write(index, plan.bytes())));
        }
        addCompanions(files, plan);
        return new OutputFiles(true, files);
    }

    private static void addCompanions(List<OutputFile> files, ExportPlan plan) {
        plan.companions().forEach((name, text) -> files.add(new OutputFile.Text(name, text)));
    }

    /** In the order of the tensors; a tensor larger than a shard gets one of its own. */
    private static List<List<ExportTensor>> shards(ExportPlan plan) {
        List<List<ExportTensor>> shards = new ArrayList<>();
        long room = 0;
        for (ExportTensor tensor : plan.tensors()) {
            long bytes = tensor.info().bytes();
            if (shards.isEmpty() || bytes > room) {
                shards.add(new ArrayList<>());
                room = plan.shardBytes();
            }
            shards.getLast().add(tensor);
            room -= bytes;
        }
        return shards;
    }
}
